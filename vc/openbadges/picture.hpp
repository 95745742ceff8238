// Pictures that we publish under our own address: what others upload is taken only when it can do nothing but be seen.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason::openbadges {

struct Picture {
    ImageType type = ImageType::Png;
    std::string bytes;
};

/// The picture as it may be published. PNG: only the chunks that say how it looks are kept, so neither where a photo
/// was taken nor a credential inside is passed on. SVG: only elements that draw, no script, no event, no animation, no
/// reference to anything outside the file; what is not known to be harmless is refused, not repaired. A credential
/// inside is taken out. Errors "image-type", "image-too-large" (more than kMaxPicture bytes), those of unbake about the
/// image, and "svg-not-allowed".
Result<Picture> clean_picture(std::string_view bytes);

}  // namespace blason::openbadges
