#include "wallet-server/api/wallets/routes.hpp"

#include "vc/openbadges/baking.hpp"
#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/wallets/handlers.hpp"

namespace blason::api::wallets {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    using http::Run;
    static constexpr Endpoint kTable[] = {
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credentials", Access::Holder, list},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credentials", Access::Holder, bring, Run::Offloaded,
         openbadges::kMaxBakedImage},
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credentials/{credential}", Access::Holder, read},
        {"DELETE", "/issuers/{issuer}/wallets/{wallet}/credentials/{credential}", Access::Holder, remove},
    };
    return mount(kTable, services);
}

}  // namespace blason::api::wallets
