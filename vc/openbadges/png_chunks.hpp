// PNG as a row of chunks (PNG, third edition, section 5). Pixels are never decoded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::openbadges {

inline constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1a\n", 8};

struct PngChunk {
    std::string_view type;   ///< four ASCII letters
    std::string_view data;   ///< without length, type and CRC
    std::string_view bytes;  ///< all of it, as it stands in the file
};

/// All chunks, IHDR first and IEND last. Every length and CRC is checked; the header must be one that the standard
/// allows, of at most 4,096 x 4,096 pixels; the image data must be there, in one piece; nothing may follow the end.
/// Errors "png-malformed" (kind Malformed), "image-too-large" (TooLarge: pixels, or more than 4,096 chunks). The chunks
/// point into `bytes`.
Result<std::vector<PngChunk>> read_png(std::string_view bytes);

/// A chunk with its length and CRC. `data` has less than 2^31 bytes.
std::string make_png_chunk(std::string_view type, std::string_view data);

}  // namespace blason::openbadges
