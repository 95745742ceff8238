// What baking.cpp asks of each image format. In both, at most one credential may be there when it is read, and all of
// them go when another is written.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason::openbadges {

Result<std::string> bake_png(std::string_view image, const BakedCredential& credential);
Result<BakedCredential> unbake_png(std::string_view image);

Result<std::string> bake_svg(std::string_view image, const BakedCredential& credential);
Result<BakedCredential> unbake_svg(std::string_view image);
/// The image without the credentials inside.
Result<std::string> strip_svg(std::string_view image);

// Errors that both have in common.
Error image_too_large();
Error credential_too_large();
Error image_without_credential();
Error image_ambiguous();
Error baked_malformed(std::string detail);

}  // namespace blason::openbadges
