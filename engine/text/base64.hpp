// RFC 4648 section 4, as data: URLs and HTTP have it.
#pragma once

#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"

namespace blason::text {

/// With or without its padding; otherwise as strict as base64url_decode. Error "base64-syntax".
Result<Bytes> base64_decode(std::string_view text);

}  // namespace blason::text
