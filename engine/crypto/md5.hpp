// MD5 (RFC 1321), only to read what Open Badges have hashed with it: collisions are easy, so we never make any.
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

/// 16 bytes; nothing where the platform has switched MD5 off.
std::optional<Bytes> md5(ByteView bytes);

}  // namespace blason::crypto
