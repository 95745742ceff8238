// PNG badges: no image crashes or is read in two ways, and what is baked comes out. Checksums would stop every
// mutation, so all but the first mode write the chunks themselves and let the input say what is in them.
#include "tests/fuzz/input.hpp"
#include "vc/openbadges/picture.hpp"
#include "vc/openbadges/png_chunks.hpp"

using namespace blason;

namespace {

/// Nobody looks at the signature of what is baked. Its payload: {"type":"OpenBadgeCredential"}
constexpr std::string_view kBadge = "e30.eyJ0eXBlIjoiT3BlbkJhZGdlQ3JlZGVudGlhbCJ9.c2ln";

/// The input as records: a byte that chooses the type, two of length, the data.
std::string png_of(std::string_view input) {
    constexpr std::string_view kTypes = "iTXttEXtzTXtIDATacTLfcTLeXIfPLTE";
    std::string out(openbadges::kPngSignature);
    out += openbadges::make_png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x08\x02\0\0\0", 13));
    while (input.size() >= 3) {
        const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(input[i])); };
        const std::string_view type = kTypes.substr(byte(0) % 8 * 4, 4);
        const std::string_view data = input.substr(3, byte(1) * 256 + byte(2));
        out += openbadges::make_png_chunk(type, data);
        input.remove_prefix(3 + data.size());
    }
    return out + openbadges::make_png_chunk("IDAT", "x") + openbadges::make_png_chunk("IEND", "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input = fuzz::text(data, size).substr(1);
    const std::string image = data[0] == 'r' ? std::string(input) : png_of(input);
    static_cast<void>(openbadges::unbake(image));
    const auto clean = openbadges::clean_picture(image);
    if (clean && clean->type == openbadges::ImageType::Png) {
        fuzz::require(!openbadges::unbake(clean->bytes));
        fuzz::require(openbadges::clean_picture(clean->bytes)->bytes == clean->bytes);
    }
    const auto baked = openbadges::bake(image, kBadge);
    if (!baked) return 0;
    fuzz::require(openbadges::unbake(*baked)->text == kBadge);
    fuzz::require(*openbadges::bake(*baked, kBadge) == *baked);
    return 0;
}
