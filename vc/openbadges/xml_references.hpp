// The characters of XML 1.0, and the references to them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace blason::openbadges {

/// Offset of the first character of well-formed UTF-8 that XML 1.0 section 2.2 does not allow: control characters other
/// than tab, line feed and carriage return, U+FFFE and U+FFFF.
std::optional<std::size_t> first_forbidden_character(std::string_view utf8);

/// XML 1.0 section 4.6: the five predefined entities and references to characters. Nothing for any other reference.
std::optional<std::string> resolve_references(std::string_view text);

}  // namespace blason::openbadges
