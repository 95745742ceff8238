// A credential of this installation as an image: the picture of its achievement with the credential inside.
#pragma once

#include <optional>
#include <string>

#include "vc/openbadges/picture.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/dependencies.hpp"

namespace blason::web {

/// The picture that the badge's achievement was given: by who made the achievement, or inside the credential itself.
/// Nothing when there is none, or none that may be published.
std::optional<openbadges::Picture> own_picture(const service::StoredCredential& credential, const BadgeView& badge,
                                               const PageDependencies& dependencies);

/// The credential baked into the badge's own picture of that type, or for SVG into the coat of arms that is drawn
/// for it. Errors "form-not-available" (NotFound: a PNG of a badge whose picture is none), and those of
/// openbadges::bake for a credential that is no badge.
Result<std::string> baked_badge(const service::StoredCredential& credential, const BadgeView& badge,
                                openbadges::ImageType type, const PageDependencies& dependencies);

}  // namespace blason::web
