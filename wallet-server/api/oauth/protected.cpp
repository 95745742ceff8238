#include "wallet-server/api/oauth/protected.hpp"

#include "wallet-server/api/oauth/access.hpp"

namespace blason::api::oauth {

std::vector<http::Route> mount_protected(std::span<const ProtectedEndpoint> table, Services& services,
                                         http::Response (*refusal)(const Error&), const std::string& prefix) {
    std::vector<http::Route> routes;
    for (const auto& row : table) {
        const auto handler = [row, refusal, &services](const http::Request& request) {
            const auto access = check_access(request, services, row.scope);
            if (access) return row.handler(request, services, *access);
            return with_challenge(refusal(access.error()), access.error(), row.scope, services);
        };
        // Public to the router: who calls is said by the token, which is no API key.
        routes.push_back({row.method, prefix + row.path, http::Access::Public, handler});
    }
    return routes;
}

}  // namespace blason::api::oauth
