#include "vc/schema/format.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/iri/iri.hpp"
#include "engine/json/pointer.hpp"

namespace blason::vc::schema {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

/// `text` has the shape of `pattern`, where 0 is any digit.
bool has_shape(std::string_view text, std::string_view pattern) {
    return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                      [](char c, char wanted) { return wanted == '0' ? is_digit(c) : c == wanted; });
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

/// RFC 3339 section 5.6, full-date, with the days that the month has (section 5.7).
bool is_date(std::string_view text) {
    if (!has_shape(text, "0000-00-00")) return false;
    constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = number(text.substr(0, 4));
    const int month = number(text.substr(5, 2));
    const int day = number(text.substr(8, 2));
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

/// full-time: the zone is required.
bool is_time(std::string_view text) {
    if (text.size() < 9 || !has_shape(text.substr(0, 8), "00:00:00")) return false;
    if (number(text.substr(0, 2)) > 23 || number(text.substr(3, 2)) > 59 || number(text.substr(6, 2)) > 60)
        return false;
    text.remove_prefix(8);
    if (text.front() == '.') {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        if (end == 1) return false;
        text.remove_prefix(end);
    }
    if (text == "Z" || text == "z") return true;
    return (has_shape(text, "+00:00") || has_shape(text, "-00:00")) && number(text.substr(1, 2)) <= 23 &&
           number(text.substr(4, 2)) <= 59;
}

bool is_date_time(std::string_view text) {
    return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text.substr(0, 10)) &&
           is_time(text.substr(11));
}

/// RFC 5321 in outline, as validators do it: one "@" with something on both sides, no white space.
bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

/// RFC 1034 section 3.1 as changed by RFC 1123 section 2.1.
bool is_hostname(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    while (true) {
        const std::string_view label = text.substr(0, text.find('.'));
        const bool good =
            !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
            std::all_of(label.begin(), label.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
        if (!good) return false;
        if (label.size() == text.size()) return true;
        text.remove_prefix(label.size() + 1);
    }
}

bool is_address(std::string_view text, int family) {
    std::array<unsigned char, 16> bytes{};
    return text.find('\0') == std::string_view::npos && inet_pton(family, std::string(text).c_str(), bytes.data()) == 1;
}

bool is_iri(std::string_view text) {
    return iri::is_absolute(text) && iri::is_well_formed(text);
}
bool is_iri_reference(std::string_view text) {
    return iri::is_well_formed(iri::resolve("https://base.example/", text));
}

bool is_uuid(std::string_view text) {
    constexpr std::string_view kShape = "00000000-0000-0000-0000-000000000000";
    return std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(), [](char c, char wanted) {
        return wanted == '-' ? c == '-' : is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

struct Row {
    std::string_view name;
    bool (*has)(std::string_view text);
};

constexpr Row kFormats[] = {
    {"date-time", is_date_time},
    {"date", is_date},
    {"time", is_time},
    {"email", [](std::string_view text) { return is_ascii(text) && is_email(text); }},
    {"idn-email", is_email},
    {"hostname", is_hostname},
    {"ipv4", [](std::string_view text) { return is_address(text, AF_INET); }},
    {"ipv6", [](std::string_view text) { return is_address(text, AF_INET6); }},
    {"uri", [](std::string_view text) { return is_ascii(text) && is_iri(text); }},
    {"uri-reference", [](std::string_view text) { return is_ascii(text) && is_iri_reference(text); }},
    {"iri", is_iri},
    {"iri-reference", is_iri_reference},
    {"json-pointer", [](std::string_view text) { return json::parse_pointer(text).has_value(); }},
    {"uuid", is_uuid},
};

}  // namespace

std::optional<bool> has_format(std::string_view text, std::string_view format) {
    for (const Row& row : kFormats)
        if (row.name == format) return row.has(text);
    return std::nullopt;
}

std::optional<int> compare_format(std::string_view text, std::string_view bound, std::string_view format) {
    const auto sign = [](const auto& a, const auto& b) { return a < b ? -1 : a > b ? 1 : 0; };
    if (format == "date" && is_date(text) && is_date(bound)) return sign(text, bound);
    if (format != "date-time") return std::nullopt;
    const auto left = parse_instant(text);
    const auto right = parse_instant(bound);
    if (!left || !right) return std::nullopt;
    return sign(*left, *right);
}

}  // namespace blason::vc::schema
