#include "vc/openbadges/png_chunks.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>

namespace blason::openbadges {

namespace {

constexpr std::uint32_t kMaxSide = 4096;  // pixels
constexpr std::size_t kMaxChunks = 4096;
constexpr std::size_t kFrame = 12;  // length, type and CRC around the data

Error malformed_png(std::string detail) {
    return malformed("png-malformed", "The PNG image is damaged: " + std::move(detail) + ".");
}

Error too_large(std::string detail) {
    return {"image-too-large", std::move(detail), {}, ErrorKind::TooLarge};
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

void append_number(std::string& out, std::uint32_t value) {
    for (unsigned shift = 32; shift > 0;) out += static_cast<char>((value >> (shift -= 8)) & 0xFFU);
}

std::uint32_t crc_of(std::string_view bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(crc32_z(0, data, bytes.size()));
}

/// Section 11.2.1, table 11.1: which bit depths each colour type has.
bool is_colour(std::uint8_t type, std::uint8_t depth) {
    switch (type) {
        case 0:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case 3:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case 2:
        case 4:
        case 6:
            return depth == 8 || depth == 16;
        default:
            return false;
    }
}

Result<void> check_header(std::string_view data) {
    if (data.size() != 13) return malformed_png("its header has the wrong size");
    const std::uint32_t width = number_at(data, 0);
    const std::uint32_t height = number_at(data, 4);
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(data[i]); };
    if (width == 0 || height == 0 || !is_colour(byte(9), byte(8)) || byte(10) != 0 || byte(11) != 0 || byte(12) > 1)
        return malformed_png("its header says what the standard does not allow");
    if (width > kMaxSide || height > kMaxSide) return too_large("The image is larger than 4,096 x 4,096 pixels.");
    return {};
}

/// Section 5.6: one header in front, image data in one piece, the end.
Result<void> check_order(const std::vector<PngChunk>& chunks) {
    if (chunks.front().type != "IHDR") return malformed_png("it does not begin with its header");
    if (auto header = check_header(chunks.front().data); !header) return header;
    if (chunks.back().type != "IEND" || !chunks.back().data.empty()) return malformed_png("it has no proper end");
    std::size_t pieces = 0;
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        if (chunks[i].type == "IHDR") return malformed_png("it has two headers");
        if (chunks[i].type == "IDAT" && chunks[i - 1].type != "IDAT") ++pieces;
    }
    if (pieces != 1) return malformed_png("its image data is missing or scattered");
    return {};
}

}  // namespace

Result<std::vector<PngChunk>> read_png(std::string_view bytes) {
    if (!bytes.starts_with(kPngSignature)) return malformed_png("it does not begin as PNG does");
    std::vector<PngChunk> chunks;
    std::string_view rest = bytes.substr(kPngSignature.size());
    while (chunks.empty() || chunks.back().type != "IEND") {
        if (chunks.size() == kMaxChunks) return too_large("The PNG image has more than 4,096 chunks.");
        if (rest.size() < kFrame) return malformed_png("it is cut short");
        const std::size_t length = number_at(rest, 0);
        const std::string_view type = rest.substr(4, 4);
        const bool letters = std::all_of(type.begin(), type.end(),
                                         [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
        if (!letters) return malformed_png("a chunk has no proper name");
        if (length > rest.size() - kFrame) return malformed_png("a chunk is longer than the file");
        if (number_at(rest, 8 + length) != crc_of(rest.substr(4, 4 + length)))
            return malformed_png("the checksum of a chunk is wrong");
        chunks.push_back({type, rest.substr(8, length), rest.substr(0, kFrame + length)});
        rest.remove_prefix(kFrame + length);
    }
    if (!rest.empty()) return malformed_png("something follows its end");
    if (auto order = check_order(chunks); !order) return std::move(order).error();
    return chunks;
}

std::string make_png_chunk(std::string_view type, std::string_view data) {
    std::string out;
    out.reserve(kFrame + data.size());
    append_number(out, static_cast<std::uint32_t>(data.size()));
    out.append(type).append(data);
    append_number(out, crc_of(std::string_view(out).substr(4)));
    return out;
}

}  // namespace blason::openbadges
