#include "wallet-server/api/receiver/routes.hpp"

#include "wallet-server/api/receiver/handlers.hpp"

namespace blason::api::receiver {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    struct Row {
        const char* method;
        const char* path;
        Access access;
        http::Response (*handler)(const http::Request&, Services&);
    };
    static constexpr Row kRows[] = {
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credential-offers", Access::Holder, list},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers", Access::Holder, add},
        {"GET", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}", Access::Holder, view},
        {"DELETE", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}", Access::Holder, forget},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}/accept", Access::Holder, accept},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/credential-offers/{offer}/fetch", Access::Holder, fetch},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        all.push_back(
            {row.method, row.path, row.access,
             [handler = row.handler, &services](const http::Request& request) { return handler(request, services); }});
    }
    return all;
}

}  // namespace blason::api::receiver
