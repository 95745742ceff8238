#include "wallet-server/api/badge_connect/routes.hpp"

#include "wallet-server/api/badge_connect/envelope.hpp"
#include "wallet-server/api/badge_connect/handlers.hpp"
#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::badge_connect {

std::vector<http::Route> routes(Services& services) {
    struct Row {
        const char* method;
        const char* path;
        std::string_view scope;
        http::Response (*handler)(const http::Request&, Services&, const Access&);
    };
    using namespace service::oauth;
    static constexpr Row kRows[] = {
        {"GET", "/ims/ob/v2p1/assertions", kAssertionReadonly, get_assertions},
        {"POST", "/ims/ob/v2p1/assertions", kAssertionCreate, post_assertion},
        {"GET", "/ims/ob/v2p1/profile", kProfileReadonly21, get_profile},
        {"POST", "/ims/ob/v2p1/profile", kProfileUpdate21, post_profile},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        const auto handler = [row, &services](const http::Request& request) {
            const auto access = oauth::check_access(request, services, row.scope);
            if (access) return row.handler(request, services, *access);
            return oauth::with_challenge(failure(access.error()), access.error(), row.scope, services);
        };
        // Public to the router: who calls is said by the token, which is no API key.
        all.push_back({row.method, row.path, http::Access::Public, handler});
    }
    all.push_back({"GET", "/.well-known/badgeconnect.json", http::Access::Public,
                   [&services](const http::Request& request) { return get_manifest(request, services); },
                   http::Run::Inline});
    return all;
}

}  // namespace blason::api::badge_connect
