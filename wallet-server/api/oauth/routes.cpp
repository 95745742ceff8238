#include "wallet-server/api/oauth/routes.hpp"

#include "wallet-server/api/oauth/handlers.hpp"

namespace blason::api::oauth {

std::vector<http::Route> routes(Services& services) {
    struct Row {
        const char* method;
        const char* path;
        http::Response (*handler)(const http::Request&, Services&);
    };
    // Public: clients authenticate themselves, or register to be able to.
    static constexpr Row kRows[] = {
        {"POST", "/oauth/register", register_client},
        {"POST", "/oauth/par", pushed_request},
        {"POST", "/oauth/challenge", attestation_challenge},
        {"POST", "/oauth/token", token},
        {"POST", "/oauth/revoke", revoke},
        {"POST", "/oauth/introspect", introspect},
        {"GET", "/.well-known/oauth-authorization-server", metadata},
    };
    constexpr std::size_t kMaxBody = 64U << 10U;
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        all.push_back(
            {row.method, row.path, http::Access::Public,
             [handler = row.handler, &services](const http::Request& request) { return handler(request, services); },
             http::Run::Offloaded, kMaxBody});
    }
    return all;
}

}  // namespace blason::api::oauth
