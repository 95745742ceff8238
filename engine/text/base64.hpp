// RFC 4648 section 4: base64 as data: URLs and PEM have it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/bytes.hpp"

namespace blason::text {

/// With its padding or without; nothing for any character outside of the alphabet, white space included.
std::optional<Bytes> base64_decode(std::string_view text);

}  // namespace blason::text
