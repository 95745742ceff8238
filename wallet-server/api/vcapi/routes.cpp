#include "wallet-server/api/vcapi/routes.hpp"

#include "wallet-server/api/vcapi/handlers.hpp"

namespace blason::api::vcapi {

std::vector<http::Route> routes(Services& services) {
    struct Row {
        const char* method;
        const char* path;
        http::Access access;
        http::Response (*handler)(const http::Request&, Services&);
        http::Run run;
    };
    using http::Access;
    using http::Run;
    static constexpr Row kRows[] = {
        {"POST", "/credentials/issue", Access::Issuer, issue, Run::Offloaded},
        {"POST", "/credentials/verify", Access::Verifier, verify_credential, Run::Offloaded},
        {"POST", "/credentials/derive", Access::Holder, derive, Run::Offloaded},
        {"POST", "/presentations/prove", Access::Holder, prove, Run::Offloaded},
        {"POST", "/presentations/verify", Access::Verifier, verify_presentation, Run::Offloaded},
        {"POST", "/challenges", Access::Verifier, new_challenge, Run::Offloaded},
    };
    std::vector<http::Route> all;
    for (const auto& row : kRows) {
        for (const std::string prefix : {"", "/issuers/{issuer}"}) {
            all.push_back({row.method, prefix + row.path, row.access,
                           [handler = row.handler, &services](const http::Request& request) {
                               return handler(request, services);
                           },
                           row.run});
        }
    }
    return all;
}

}  // namespace blason::api::vcapi
