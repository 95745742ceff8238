// Media types and their parameters as header fields and HTML attributes write them (RFC 9110 section 8.3).
#pragma once

#include <string>
#include <string_view>

namespace blason::jsonld {

/// Without the ASCII white space at both ends.
std::string_view trimmed(std::string_view text);

/// Type and subtype in lower case, without parameters.
std::string media_type(std::string_view content_type);

/// application/json and everything that ends with +json; `type` as media_type() gives it.
bool is_json_type(std::string_view type);

/// The value of the first parameter of that name (lower case), without quotes; empty when there is none.
std::string media_type_parameter(std::string_view content_type, std::string_view name);

/// Reads `text` up to one of `ends` outside quotes, and takes it off.
std::string_view take_until(std::string_view& text, std::string_view ends);

/// A token as it is, a quoted string (RFC 9110 section 5.6.4) without quotes and escapes.
std::string unquoted(std::string_view value);

/// `list` holds words separated by spaces; is `wanted` one of them?
bool has_word(std::string_view list, std::string_view wanted);

}  // namespace blason::jsonld
