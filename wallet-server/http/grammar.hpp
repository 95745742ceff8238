// The small words of the HTTP grammar (RFC 9110 section 5.6), shared by everything that reads or writes messages.
#pragma once

#include <string>
#include <string_view>

namespace blason::http {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// One or more tchar (RFC 9110 section 5.6.2).
bool is_token(std::string_view text);
/// No control character but the tab (RFC 9110 section 5.5); bytes above 0x7f are opaque.
bool is_field_value(std::string_view text);
/// Without optional white space (space, tab) at both ends.
std::string_view trim_ows(std::string_view text);
/// ASCII only, without case.
bool iequals(std::string_view left, std::string_view right);
/// Whether a comma-separated list has that token, without case.
bool list_contains(std::string_view list, std::string_view token);

}  // namespace blason::http
