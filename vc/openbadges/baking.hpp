// Baked badges: a credential inside the image that shows it (Open Badges 3.0, Open Badges 2.0 and CLR 2.0). Images are
// walked, never decoded, and every byte that is not the credential's stays as it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::openbadges {

enum class ImageType { Png, Svg };
/// "image/png" or "image/svg+xml".
std::string_view media_type(ImageType type);

/// By content, whatever the file is called: the PNG signature, or text that begins as XML does. Says nothing about
/// whether the rest is well formed.
std::optional<ImageType> image_type(std::string_view bytes);

/// The three places where the standards put a credential.
enum class BakedKind { OpenBadges3, OpenBadges2, Clr2 };

struct BakedCredential {
    BakedKind kind = BakedKind::OpenBadges3;
    /// JSON or a compact JWS, without white space around it; for Open Badges 2.0 and before it may also be the
    /// address of an assertion.
    std::string text;
};

inline constexpr std::size_t kMaxPicture = 2U << 20U;          ///< bytes of an image besides its credential
inline constexpr std::size_t kMaxBakedCredential = 1U << 20U;  ///< bytes
inline constexpr std::size_t kMaxBakedImage = kMaxPicture + 2 * kMaxBakedCredential;  ///< escaped texts are longer

/// Puts a secured credential into a PNG or SVG image. What was baked in before is replaced. In SVG, characters of JSON
/// texts that XML cannot hold are written as JSON escapes, which mean the same. Errors:
/// - of the credential: those of json::parse, "credential-not-bakeable" (neither a badge nor a CLR),
///   "credential-unsecured", "credential-too-large";
/// - of the image: "image-type" (neither PNG nor SVG), "image-too-large", and those of unbake.
Result<std::string> bake(std::string_view image, std::string_view credential);

/// The credential inside an image. Errors "image-type", "image-without-credential", "image-ambiguous" (more than one
/// credential, of any kind and in any place), "image-too-large", "credential-too-large", "png-malformed",
/// "svg-malformed", "svg-doctype", "svg-limit", "baked-malformed" (the place of the credential does not hold one).
Result<BakedCredential> unbake(std::string_view image);

}  // namespace blason::openbadges
