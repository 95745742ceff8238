#include "wallet-server/api/badges/routes.hpp"

#include "wallet-server/api/badges/handlers.hpp"

namespace blason::api::badges {

std::vector<http::Route> routes(Services& services) {
    constexpr std::size_t kMaxFile = 16U << 20U;
    const auto post = [&services](const http::Request& request) { return issue(request, services); };
    const auto post_clr = [&services](const http::Request& request) { return issue_clr(request, services); };
    const auto get = [&services](const http::Request& request) { return refresh(request, services); };
    return {{"POST", "/badges", http::Access::Issuer, post, http::Run::Offloaded, kMaxFile},
            {"POST", "/issuers/{issuer}/badges", http::Access::Issuer, post, http::Run::Offloaded, kMaxFile},
            {"POST", "/clrs", http::Access::Issuer, post_clr, http::Run::Offloaded, kMaxFile},
            {"POST", "/issuers/{issuer}/clrs", http::Access::Issuer, post_clr, http::Run::Offloaded, kMaxFile},
            {"GET", "/issuers/{issuer}/credentials/{id}/refresh", http::Access::Published, get}};
}

}  // namespace blason::api::badges
