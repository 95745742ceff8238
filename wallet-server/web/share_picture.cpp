#include "wallet-server/web/share_picture.hpp"

namespace blason::web {

std::string share_picture(std::string_view org, std::string_view achievement, Language language,
                          const PageDependencies& dependencies) {
    const auto image = dependencies.issuers.achievement_image(org, achievement);
    if (image && image->media_type == "image/png") return dependencies.urls.achievement_image(org, achievement);
    return dependencies.urls.achievement(org, achievement) + "/image.svg?lang=" + std::string(code_of(language));
}

}  // namespace blason::web
