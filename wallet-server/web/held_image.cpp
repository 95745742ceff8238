#include "wallet-server/web/held_image.hpp"

#include "engine/text/data_uri.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/clr.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/read.hpp"
#include "wallet-server/web/given_badge.hpp"

namespace blason::web {

namespace {

using openbadges::ImageType;
using openbadges::Picture;

/// Of that type only.
std::optional<std::string> of_type(ImageType type, std::string bytes) {
    if (openbadges::image_type(bytes) != type) return std::nullopt;
    return bytes;
}

std::optional<std::string> achievements_picture(const BadgeView& badge, ImageType type, const PictureSources& sources) {
    const auto stored = stored_here(badge.id, sources.issuers, sources.urls);
    if (!stored || !*stored || (**stored).achievement.empty()) return std::nullopt;
    auto image = sources.issuers.achievement_image((**stored).org, (**stored).achievement);
    if (!image) return std::nullopt;
    return of_type(type, std::move(image->bytes));
}

/// The picture inside a credential is whatever its maker put there.
std::optional<std::string> own_picture(const BadgeView& badge, ImageType type) {
    const auto data = text::parse_data_uri(badge.own_image);
    if (!data) return std::nullopt;
    auto picture = openbadges::clean_picture(data->bytes);
    if (!picture) return std::nullopt;
    return of_type(type, std::move(picture->bytes));
}

/// Nothing when there is none.
Result<std::optional<std::string>> picture_for(const service::HeldCredential& held, const BadgeView& badge,
                                               ImageType type, const PictureSources& sources) {
    auto around = sources.wallets.picture(held.org, held.holder, held.id);
    if (!around) return std::move(around).error();
    if (*around && (*around)->media_type == openbadges::media_type(type))
        return std::optional<std::string>(std::move((*around)->body));
    if (auto picture = achievements_picture(badge, type, sources)) return picture;
    if (auto picture = own_picture(badge, type)) return picture;
    if (type == ImageType::Svg) return std::optional<std::string>(drawn_picture(badge, sources.urls.base()));
    return std::optional<std::string>();
}

}  // namespace

bool is_bakeable(const json::Value& document, const service::HeldCredential& held) {
    if (vc::token_format(held.text) == vc::Format::SdJwt) return false;
    return openbadges::is_achievement_credential(document) || openbadges::is_clr_credential(document) ||
           openbadges::is_ob2_assertion(document);
}

Result<std::string> held_image(const service::HeldCredential& held, const BadgeView& badge, ImageType type,
                               const PictureSources& sources) {
    const auto picture = picture_for(held, badge, type, sources);
    if (!picture) return picture.error();
    if (!*picture) return Error{"picture-missing", "This badge has no PNG picture.", {}, ErrorKind::NotFound};
    return openbadges::bake(**picture, held.text);
}

bool has_picture(const service::HeldCredential& held, const BadgeView& badge, ImageType type,
                 const PictureSources& sources) {
    const auto picture = picture_for(held, badge, type, sources);
    return picture && *picture;
}

}  // namespace blason::web
