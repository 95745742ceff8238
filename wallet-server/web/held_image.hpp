// A credential of a wallet as an image: a picture of its badge with the credential inside.
#pragma once

#include <string>

#include "vc/openbadges/picture.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/wallet_service.hpp"
#include "wallet-server/web/badge_view.hpp"

namespace blason::web {

/// Whether an image can hold it: a badge or a CLR, as JSON or as compact JWS.
bool is_bakeable(const json::Value& document, const service::HeldCredential& held);

/// Where pictures of badges come from.
struct PictureSources {
    service::IssuerService& issuers;
    service::WalletService& wallets;
    const service::PublicUrls& urls;
};

/// The credential, exactly as it is held, baked into a picture of that type: the one it came in, that of its
/// achievement when it was issued here, the one inside the credential, or for SVG the coat of arms that is drawn for
/// it. Errors "picture-missing" (NotFound: there is no PNG picture), those of the store and of openbadges::bake.
Result<std::string> held_image(const service::HeldCredential& held, const BadgeView& badge, openbadges::ImageType type,
                               const PictureSources& sources);
/// Whether held_image has a picture of that type.
bool has_picture(const service::HeldCredential& held, const BadgeView& badge, openbadges::ImageType type,
                 const PictureSources& sources);

}  // namespace blason::web
