#include "wallet-server/web/date_text.hpp"

#include <fmt/format.h>

#include <chrono>

namespace blason::web {

std::string date_text(Instant instant, Language language) {
    using namespace std::chrono;
    const sys_days days = floor<std::chrono::days>(sys_seconds(seconds(instant.seconds)));
    const year_month_day date(days);
    const auto day = static_cast<unsigned>(date.day());
    const std::string_view month =
        Texts::of(language).text(fmt::format("month.{}", static_cast<unsigned>(date.month())));
    const bool is_first = language == Language::French && day == 1;
    return fmt::format("{}{} {} {}", day, is_first ? "er" : "", month, static_cast<int>(date.year()));
}

std::string moment_text(Instant instant, Language language) {
    constexpr std::int64_t kDay = 86'400;
    const auto minute = ((instant.seconds % kDay + kDay) % kDay) / 60;
    return fmt::format("{}, {:02}:{:02} UTC", date_text(instant, language), minute / 60, minute % 60);
}

std::optional<Instant> parse_day(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    return parse_instant(std::string(text) + "T00:00:00Z");
}

}  // namespace blason::web
