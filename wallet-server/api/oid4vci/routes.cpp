#include "wallet-server/api/oid4vci/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/oid4vci/handlers.hpp"

namespace blason::api::oid4vci {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    constexpr auto kOffloaded = http::Run::Offloaded;
    constexpr std::size_t kMaxBody = 512U << 10U;
    // Public: who may fetch what is said by access tokens (api/oauth/access.hpp).
    static constexpr Endpoint kWallets[] = {
        {"POST", "/openid4vci/nonce", Access::Public, nonce, kOffloaded, kMaxBody},
        {"POST", "/openid4vci/credential", Access::Public, credential, kOffloaded, kMaxBody},
        {"POST", "/openid4vci/deferred", Access::Public, deferred, kOffloaded, kMaxBody},
        {"POST", "/openid4vci/notification", Access::Public, notification, kOffloaded, kMaxBody},
        {"GET", "/.well-known/openid-credential-issuer", Access::Published, issuer_metadata},  // and where drafts look
    };
    static constexpr Endpoint kIssuers[] = {
        {"GET", "/.well-known/openid-credential-issuer/issuers/{issuer}", Access::Published, issuer_metadata},
        {"GET", "/issuers/{issuer}/achievements/{id}/credential-type", Access::Published, credential_type},
        {"POST", "/issuers/{issuer}/credential-offers", Access::Issuer, make_offer},
        {"GET", "/issuers/{issuer}/credential-offers", Access::Issuer, list_offers},
        {"GET", "/issuers/{issuer}/credential-offers/{id}", Access::Issuer, get_offer},
        {"POST", "/issuers/{issuer}/credential-offers/{id}/approve", Access::Issuer, approve_offer},
        {"POST", "/issuers/{issuer}/credential-offers/{id}/deny", Access::Issuer, deny_offer},
        {"POST", "/issuers/{issuer}/credential-offers/{id}/withdraw", Access::Issuer, withdraw_offer},
        // Who knows the id has the offer: it is a secret of the link.
        {"GET", "/issuers/{issuer}/credential-offers/{id}/offer", Access::Published, read_offer},
        {"GET", "/issuers/{issuer}/credential-offers/{id}/qr", Access::Public, offer_qr},
        {"GET", "/issuers/{issuer}/credential-offers/{id}/qr.svg", Access::Public, offer_qr},
        {"GET", "/issuers/{issuer}/credential-offers/{id}/qr.png", Access::Public, offer_qr},
    };
    auto all = mount_for_issuers(kWallets, services);
    append(all, mount(kIssuers, services));
    return all;
}

}  // namespace blason::api::oid4vci
