// base256emoji of the multibase registry: one emoji a byte.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/bytes.hpp"

namespace blason::text {

/// Nothing when a character is none of the 256.
std::optional<Bytes> decode_emoji_base(std::string_view text);

}  // namespace blason::text
