#include "wallet-server/web/baked_badge.hpp"

#include "engine/text/data_uri.hpp"

namespace blason::web {

std::optional<openbadges::Picture> own_picture(const service::StoredCredential& credential, const BadgeView& badge,
                                               const PageDependencies& dependencies) {
    if (!credential.achievement.empty()) {
        const auto achievement = dependencies.issuers.achievement(credential.org, credential.achievement);
        if (!achievement || !achievement->has_image) return std::nullopt;
        auto image = dependencies.issuers.achievement_image(credential.org, credential.achievement);
        if (!image) return std::nullopt;
        const auto type = openbadges::image_type(image->bytes);
        if (!type) return std::nullopt;
        return openbadges::Picture{*type, std::move(image->bytes)};
    }
    // The picture inside a credential is whatever its maker put there.
    const auto data = text::parse_data_uri(badge.own_image);
    if (!data) return std::nullopt;
    auto picture = openbadges::clean_picture(data->bytes);
    if (!picture) return std::nullopt;
    return std::move(*picture);
}

Result<std::string> baked_badge(const service::StoredCredential& credential, const BadgeView& badge,
                                openbadges::ImageType type, const PageDependencies& dependencies) {
    const auto picture = own_picture(credential, badge, dependencies);
    if (picture && picture->type == type) return openbadges::bake(picture->bytes, credential.text);
    if (type == openbadges::ImageType::Svg)
        return openbadges::bake(drawn_picture(badge, dependencies.urls.base()), credential.text);
    return Error{"form-not-available", "This badge has no PNG image.", {}, ErrorKind::NotFound};
}

}  // namespace blason::web
