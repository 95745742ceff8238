// Deflate in its two wrappings, on zlib: gzip (RFC 1952) for W3C status lists, zlib (RFC 1950) for token status lists.
// Reading is bounded, and fails where it cannot give everything.
#pragma once

#include <cstddef>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"

namespace blason::compress {

enum class Wrapping { Gzip, Zlib };

/// The same bytes give the same output everywhere: a gzip header carries no time and no name.
Bytes compress(Wrapping wrapping, ByteView bytes);

/// Exactly one stream, complete, with a good checksum, and nothing after it. Never gives a part: error
/// "compressed-too-large" (kind TooLarge) past `max_bytes` of output, before more memory than that is used;
/// "compressed-malformed" for everything else, a second gzip member and the other wrapping included.
Result<Bytes> decompress(Wrapping wrapping, ByteView bytes, std::size_t max_bytes);

}  // namespace blason::compress
