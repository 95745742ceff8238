// The small words of the HTTP grammar (RFC 9110 section 5.6), shared by everything that reads or writes messages.
#pragma once

#include <string>
#include <string_view>

#include "engine/text/ascii.hpp"

namespace blason::http {

using text::is_alpha;
using text::is_digit;

constexpr bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// One or more tchar (RFC 9110 section 5.6.2).
bool is_token(std::string_view text);
/// No control character but the tab (RFC 9110 section 5.5); bytes above 0x7f are opaque.
bool is_field_value(std::string_view text);
/// Without optional white space (space, tab) at both ends.
std::string_view trim_ows(std::string_view text);
/// Whether a comma-separated list has that token, without case.
bool list_contains(std::string_view list, std::string_view token);

}  // namespace blason::http
