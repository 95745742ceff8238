#include "wallet-server/api/receiver/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/receiver/handlers.hpp"

namespace blason::api::receiver {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    static constexpr Endpoint kTable[] = {
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credential-offers", Access::Holder, list},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers", Access::Holder, add},
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}", Access::Holder, view},
        {"DELETE", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}", Access::Holder, forget},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}/accept", Access::Holder, accept},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}/fetch", Access::Holder, fetch},
    };
    return mount(kTable, services);
}

}  // namespace blason::api::receiver
