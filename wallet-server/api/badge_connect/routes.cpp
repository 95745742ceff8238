#include "wallet-server/api/badge_connect/routes.hpp"

#include "wallet-server/api/badge_connect/handlers.hpp"
#include "wallet-server/api/oauth/protected.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::badge_connect {

std::vector<http::Route> routes(Services& services) {
    using namespace service::oauth;
    static constexpr oauth::ProtectedEndpoint kRows[] = {
        {"GET", "/ims/ob/v2p1/assertions", kAssertionReadonly, get_assertions},
        {"POST", "/ims/ob/v2p1/assertions", kAssertionCreate, post_assertion},
        {"GET", "/ims/ob/v2p1/profile", kProfileReadonly21, get_profile},
        {"POST", "/ims/ob/v2p1/profile", kProfileUpdate21, post_profile},
    };
    auto all = oauth::mount_protected(kRows, services, refusal);
    all.push_back({"GET", "/.well-known/badgeconnect.json", http::Access::Published,
                   [&services](const http::Request& request) { return get_manifest(request, services); },
                   http::Run::Inline});
    return all;
}

}  // namespace blason::api::badge_connect
