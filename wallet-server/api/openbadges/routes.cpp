#include "wallet-server/api/openbadges/routes.hpp"

#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/api/openbadges/discovery.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::openbadges {

std::vector<http::Route> routes(Services& services) {
    struct Row {
        const char* method;
        const char* path;
        std::string_view scope;
        http::Response (*handler)(const http::Request&, Services&, const Access&);
    };
    using namespace service::oauth;
    static constexpr Row kRows[] = {
        {"GET", "/ims/ob/v3p0/credentials", kCredentialReadonly, get_credentials},
        {"POST", "/ims/ob/v3p0/credentials", kCredentialUpsert, upsert_credential},
        {"GET", "/ims/ob/v3p0/profile", kProfileReadonly, get_profile},
        {"PUT", "/ims/ob/v3p0/profile", kProfileUpdate, put_profile},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        const auto handler = [row, &services](const http::Request& request) {
            const auto access = oauth::check_access(request, services, row.scope);
            if (access) return row.handler(request, services, *access);
            return oauth::with_challenge(status_info(access.error()), access.error(), row.scope, services);
        };
        // Public to the router: who calls is said by the token, which is no API key.
        all.push_back({row.method, row.path, http::Access::Public, handler});
    }
    const auto describe = [description = service_description(services.urls)](const http::Request& request) {
        return get_discovery(request, description);
    };
    all.push_back({"GET", "/ims/ob/v3p0/discovery", http::Access::Public, describe, http::Run::Inline});
    return all;
}

}  // namespace blason::api::openbadges
