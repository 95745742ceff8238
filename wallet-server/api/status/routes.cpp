#include "wallet-server/api/status/routes.hpp"

#include "wallet-server/api/status/handlers.hpp"

namespace blason::api::status {

std::vector<http::Route> routes(Services& services) {
    struct Row {
        const char* method;
        const char* path;
        http::Access access;
        http::Response (*handler)(const http::Request&, Services&);
        http::Run run;
        std::size_t max_body = 0;
    };
    using http::Access;
    using http::Run;
    constexpr std::size_t kBatchBody = 4U << 20U;
    static constexpr Row kRows[] = {
        // From memory, but one that is new, has changed or is old is read from the store and signed first.
        {"GET", "/status-lists/{id}", Access::Public, get_list, Run::Offloaded},
        {"GET", "/revocation-list", Access::Public, get_revocation_list, Run::Offloaded},
        {"POST", "/credentials/status", Access::Issuer, set_status, Run::Offloaded},
        {"POST", "/credentials/status/batch", Access::Issuer, set_statuses, Run::Offloaded, kBatchBody},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        for (const std::string prefix : {"", "/issuers/{issuer}"}) {
            all.push_back({row.method, prefix + row.path, row.access,
                           [handler = row.handler, &services](const http::Request& request) {
                               return handler(request, services);
                           },
                           row.run, row.max_body});
        }
    }
    return all;
}

}  // namespace blason::api::status
