// SVG badges: no image crashes or is read in two ways, what is baked comes out, and what may be published stays as it
// is.
#include "tests/fuzz/input.hpp"
#include "vc/openbadges/picture.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Nobody looks at the proof of what is baked.
    constexpr std::string_view kBadge = R"({"type":"OpenBadgeCredential","proof":{},"name":"]]>"})";
    constexpr std::string_view kAsCdata = R"({"type":"OpenBadgeCredential","proof":{},"name":"]]\u003e"})";
    const std::string_view image = fuzz::text(data, size);
    static_cast<void>(openbadges::unbake(image));
    if (openbadges::image_type(image) != openbadges::ImageType::Svg) return 0;
    const auto clean = openbadges::clean_picture(image);
    if (clean) {
        fuzz::require(!openbadges::unbake(clean->bytes));
        fuzz::require(openbadges::clean_picture(clean->bytes)->bytes == clean->bytes);
    }
    const auto baked = openbadges::bake(image, kBadge);
    if (!baked) return 0;
    const auto unbaked = openbadges::unbake(*baked);
    fuzz::require(unbaked && unbaked->text == kAsCdata);
    fuzz::require(*openbadges::bake(*baked, kBadge) == *baked);
    return 0;
}
