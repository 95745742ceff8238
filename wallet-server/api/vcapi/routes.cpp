#include "wallet-server/api/vcapi/routes.hpp"

#include "vc/openbadges/baking.hpp"
#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/vcapi/handlers.hpp"

namespace blason::api::vcapi {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    static constexpr Endpoint kTable[] = {
        {"POST", "/credentials/issue", Access::Issuer, issue},
        {"POST", "/credentials/verify", Access::Verifier, verify_credential, http::Run::Offloaded,
         openbadges::kMaxBakedImage},
        {"POST", "/credentials/derive", Access::Holder, derive},
        {"POST", "/presentations/prove", Access::Holder, prove},
        {"POST", "/presentations/verify", Access::Verifier, verify_presentation},
        {"POST", "/challenges", Access::Verifier, new_challenge},
    };
    return mount_for_issuers(kTable, services);
}

}  // namespace blason::api::vcapi
