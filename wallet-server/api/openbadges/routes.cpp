#include "wallet-server/api/openbadges/routes.hpp"

#include "wallet-server/api/openbadges/discovery.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"

namespace blason::api::openbadges {

std::vector<http::Route> routes(Services& services, CheckToken check) {
    struct Row {
        const char* method;
        const char* path;
        std::string_view scope;
        http::Response (*handler)(const http::Request&, Services&, const Caller&);
    };
    static constexpr Row kRows[] = {
        {"GET", "/ims/ob/v3p0/credentials", kReadCredentials, get_credentials},
        {"POST", "/ims/ob/v3p0/credentials", kWriteCredentials, upsert_credential},
        {"GET", "/ims/ob/v3p0/profile", kReadProfile, get_profile},
        {"PUT", "/ims/ob/v3p0/profile", kWriteProfile, put_profile},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        // Public to the router: who calls is said by the token, which is no API key.
        all.push_back(
            {row.method, row.path, http::Access::Public, [row, check, &services](const http::Request& request) {
                 const auto caller = caller_of(request, row.scope, check);
                 if (!caller) return status_info(caller.error(), row.scope);
                 return row.handler(request, services, *caller);
             }});
    }
    const auto description = service_description(services.urls);
    all.push_back({"GET", "/ims/ob/v3p0/discovery", http::Access::Public,
                   [description](const http::Request& request) { return get_discovery(request, description); },
                   http::Run::Inline});
    return all;
}

}  // namespace blason::api::openbadges
