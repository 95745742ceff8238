// Percent-encoding (RFC 3986 section 2.1), done and undone once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace blason::text {

/// What may stand anywhere stays (the unreserved characters, section 2.3), and the ASCII characters of `kept`; every
/// other byte becomes an escape. A space becomes %20, which also those read who do not know "+".
std::string percent_encode(std::string_view text, std::string_view kept = {});

/// What "+" stands for: itself, or a space as in forms and queries (WHATWG URL section 5).
enum class Plus { Literal, Space };

/// The bytes; nothing for a percent sign without two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::Literal);

/// The same for what has to be read in any case: a percent sign that begins no escape stands for itself.
std::string percent_decode_leniently(std::string_view text);

}  // namespace blason::text
