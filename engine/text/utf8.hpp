// UTF-8 well-formedness (Unicode, table 3-7).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace blason::text {

/// Offset of the first byte that is not part of well-formed UTF-8 (overlong forms, surrogates and code points above
/// U+10FFFF are not), or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace blason::text
