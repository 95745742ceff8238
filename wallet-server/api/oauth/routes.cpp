#include "wallet-server/api/oauth/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/oauth/handlers.hpp"

namespace blason::api::oauth {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    using http::Run;
    static constexpr std::size_t kMaxBody = 64U << 10U;
    // Public: clients authenticate themselves, or register to be able to.
    static constexpr Endpoint kTable[] = {
        {"POST", "/oauth/register", Access::Public, register_client, Run::Offloaded, kMaxBody},
        {"POST", "/oauth/par", Access::Public, pushed_request, Run::Offloaded, kMaxBody},
        {"POST", "/oauth/challenge", Access::Public, attestation_challenge, Run::Offloaded, kMaxBody},
        {"POST", "/oauth/token", Access::Public, token, Run::Offloaded, kMaxBody},
        {"POST", "/oauth/revoke", Access::Public, revoke, Run::Offloaded, kMaxBody},
        {"POST", "/oauth/introspect", Access::Public, introspect, Run::Offloaded, kMaxBody},
        {"GET", "/.well-known/oauth-authorization-server", Access::Published, metadata, Run::Offloaded, kMaxBody},
    };
    auto routes = mount_for_issuers(kTable, services);
    // RFC 8414 section 3.1: between host and path.
    static constexpr Endpoint kInserted[] = {{"GET", "/.well-known/oauth-authorization-server/issuers/{issuer}",
                                              Access::Published, metadata, Run::Offloaded, kMaxBody}};
    for (auto& route : mount(kInserted, services)) routes.push_back(std::move(route));
    return routes;
}

}  // namespace blason::api::oauth
