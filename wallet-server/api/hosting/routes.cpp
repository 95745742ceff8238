#include "wallet-server/api/hosting/routes.hpp"

#include "vc/openbadges/baking.hpp"
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/mount.hpp"

namespace blason::api::hosting {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    // A picture as a data: URI is a third longer, and there are texts beside it.
    constexpr std::size_t kWithPicture = openbadges::kMaxPicture / 3 * 4 + (1U << 20U);
    static constexpr Endpoint kTable[] = {
        {"GET", "/issuers", Access::Published, list_issuers},
        {"GET", "/issuers/{issuer}/achievements", Access::Published, list_achievements},
        {"GET", "/issuers/{issuer}/achievements/{id}/image", Access::Published, get_image},
        {"GET", "/issuers/{issuer}/achievements/{id}/versions", Access::Published, list_versions},
        {"GET", "/issuers/{issuer}/achievements/{id}/versions/{version}", Access::Published, get_version},
        {"POST", "/issuers", Access::Admin, create_issuer},
        {"POST", "/issuers/{issuer}/achievements", Access::Issuer, create_achievement, http::Run::Offloaded,
         kWithPicture},
        {"POST", "/issuers/{issuer}/wallets", Access::Holder, create_wallet},
        {"GET", "/issuers/{issuer}/signing-keys", Access::Published, list_signing_keys},
        {"POST", "/issuers/{issuer}/signing-keys", Access::Admin, publish_signing_key},
        {"POST", "/issuers/{issuer}/signing-keys/{key}/activate", Access::Admin, activate_signing_key},
        {"POST", "/issuers/{issuer}/signing-keys/{key}/retire", Access::Admin, retire_signing_key},
        {"POST", "/issuers/{issuer}/signing-keys/{key}/revoke", Access::Admin, revoke_signing_key},
        {"POST", "/keys", Access::Admin, create_key},
        {"POST", "/issuers/{issuer}/keys", Access::Admin, create_key},
    };
    return mount(kTable, services);
}

}  // namespace blason::api::hosting
