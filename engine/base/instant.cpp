#include "engine/base/instant.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace blason {
namespace {

/// Days since 1970-01-01 of a proleptic Gregorian date (the arithmetic of ISO 8601, year 0 exists).
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned day_of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
    const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

struct Civil {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

Civil civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<unsigned>(days - era * 146097);
    const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned shifted = (5 * day_of_year + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
            day_of_year - (153 * shifted + 2) / 5 + 1};
}

unsigned days_in_month(std::int64_t year, unsigned month) {
    static constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : kDays[month - 1];
}

/// Reads the text from the left; every method answers false, or nothing, when the text does not fit.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::string_view digits() {
        std::size_t n = 0;
        while (n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
        const auto run = rest_.substr(0, n);
        rest_.remove_prefix(n);
        return run;
    }
    std::optional<unsigned> two_digits(unsigned most) {
        if (rest_.size() < 2 || rest_[0] < '0' || rest_[0] > '9' || rest_[1] < '0' || rest_[1] > '9') return {};
        const auto value = static_cast<unsigned>((rest_[0] - '0') * 10 + (rest_[1] - '0'));
        rest_.remove_prefix(2);
        if (value > most) return {};
        return value;
    }
    [[nodiscard]] bool done() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

/// Offset in seconds; nothing when the text is not a zone.
std::optional<std::int64_t> zone(Cursor& cursor) {
    if (cursor.take('Z')) return 0;
    const bool west = cursor.take('-');
    if (!west && !cursor.take('+')) return {};
    const auto hours = cursor.two_digits(14);
    if (!hours || !cursor.take(':')) return {};
    const auto minutes = cursor.two_digits(59);
    if (!minutes || (*hours == 14 && *minutes != 0)) return {};
    const std::int64_t offset = static_cast<std::int64_t>(*hours) * 3600 + static_cast<std::int64_t>(*minutes) * 60;
    return west ? -offset : offset;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text, MissingOffset rule) {
    Cursor cursor(text);
    const bool negative = cursor.take('-');
    const auto year_text = cursor.digits();
    // yearFrag: four digits, or more without a leading zero; nine digits keep the arithmetic far from overflow.
    if (year_text.size() < 4 || year_text.size() > 9 || (year_text.size() > 4 && year_text.front() == '0')) return {};
    std::int64_t year = 0;
    std::from_chars(year_text.data(), year_text.data() + year_text.size(), year);
    if (negative) year = -year;

    if (!cursor.take('-')) return {};
    const auto month = cursor.two_digits(12);
    if (!month || *month == 0 || !cursor.take('-')) return {};
    const auto day = cursor.two_digits(31);
    if (!day || *day == 0 || *day > days_in_month(year, *month) || !cursor.take('T')) return {};
    const auto hour = cursor.two_digits(24);
    if (!hour || !cursor.take(':')) return {};
    const auto minute = cursor.two_digits(59);
    if (!minute || !cursor.take(':')) return {};
    const auto second = cursor.two_digits(60);
    if (!second) return {};

    Instant instant;
    bool fraction_is_zero = true;
    if (cursor.take('.')) {
        const auto fraction = cursor.digits();
        if (fraction.empty()) return {};
        std::uint32_t scale = 100'000'000;
        for (const char digit : fraction) {
            if (digit != '0') fraction_is_zero = false;
            instant.nanoseconds += static_cast<std::uint32_t>(digit - '0') * scale;
            scale /= 10;
        }
    }
    if (*hour == 24 && (*minute != 0 || *second != 0 || !fraction_is_zero)) return {};

    std::int64_t offset = 0;
    if (cursor.done()) {
        if (rule == MissingOffset::Refuse) return {};
    } else {
        const auto read = zone(cursor);
        if (!read || !cursor.done()) return {};
        offset = *read;
    }
    instant.seconds = days_from_civil(year, *month, *day) * 86400 + static_cast<std::int64_t>(*hour) * 3600 +
                      static_cast<std::int64_t>(*minute) * 60 + static_cast<std::int64_t>(*second) - offset;
    return instant;
}

std::string format_instant(Instant instant) {
    std::int64_t days = instant.seconds / 86400;
    std::int64_t rest = instant.seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    const auto [year, month, day] = civil_from_days(days);
    auto text = fmt::format("{}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year < 0 ? "-" : "", year < 0 ? -year : year,
                            month, day, rest / 3600, rest / 60 % 60, rest % 60);
    if (instant.nanoseconds != 0) {
        auto fraction = fmt::format(".{:09}", instant.nanoseconds);
        while (fraction.back() == '0') fraction.pop_back();
        text += fraction;
    }
    return text + 'Z';
}

}  // namespace blason
