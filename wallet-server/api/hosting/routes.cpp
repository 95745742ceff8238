#include "wallet-server/api/hosting/routes.hpp"

#include "wallet-server/api/hosting/handlers.hpp"

namespace blason::api::hosting {

std::vector<http::Route> routes(Services& services, const Pages& pages) {
    struct Row {
        const char* method;
        const char* path;
        http::Access access;
        http::Response (*handler)(const http::Request&, Services&, const Pages&);
    };
    using http::Access;
    static constexpr Row kRows[] = {
        {"GET", "/credentials/{id}", Access::Public, get_credential},
        {"GET", "/issuers/{issuer}/credentials/{id}", Access::Public, get_credential},
        {"GET", "/issuers", Access::Public, list_issuers},
        {"GET", "/issuers/{issuer}", Access::Public, get_issuer},
        {"GET", "/issuers/{issuer}/achievements", Access::Public, list_achievements},
        {"GET", "/issuers/{issuer}/achievements/{id}", Access::Public, get_achievement},
        {"GET", "/issuers/{issuer}/achievements/{id}/image", Access::Public, get_image},
        {"POST", "/issuers", Access::Admin, create_issuer},
        {"POST", "/issuers/{issuer}/achievements", Access::Issuer, create_achievement},
        {"POST", "/issuers/{issuer}/wallets", Access::Holder, create_wallet},
        {"POST", "/keys", Access::Admin, create_key},
        {"POST", "/issuers/{issuer}/keys", Access::Admin, create_key},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        all.push_back(
            {row.method, row.path, row.access, [handler = row.handler, &services, pages](const http::Request& request) {
                 return handler(request, services, pages);
             }});
    }
    return all;
}

}  // namespace blason::api::hosting
