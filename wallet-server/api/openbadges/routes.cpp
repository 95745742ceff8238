#include "wallet-server/api/openbadges/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/oauth/protected.hpp"
#include "wallet-server/api/openbadges/discovery.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::openbadges {

std::vector<http::Route> routes(Services& services) {
    using namespace service::oauth;
    static constexpr oauth::ProtectedEndpoint kRows[] = {
        {"GET", "/ims/ob/v3p0/credentials", kCredentialReadonly, get_credentials},
        {"POST", "/ims/ob/v3p0/credentials", kCredentialUpsert, upsert_credential},
        {"GET", "/ims/ob/v3p0/profile", kProfileReadonly, get_profile},
        {"PUT", "/ims/ob/v3p0/profile", kProfileUpdate, put_profile},
    };
    auto all = oauth::mount_protected(kRows, services, status_info);
    const auto describe = [description = service_description(services.urls, "")](const http::Request& request) {
        return get_discovery(request, description);
    };
    all.push_back({"GET", "/ims/ob/v3p0/discovery", http::Access::Published, describe, http::Run::Inline});
    // Each organisation is a host of its own, with its own authorization server.
    const std::string of_issuer = "/issuers/{issuer}";
    append(all, oauth::mount_protected(kRows, services, status_info, of_issuer));
    all.push_back({"GET", of_issuer + "/ims/ob/v3p0/discovery", http::Access::Published,
                   [&services](const http::Request& request) {
                       const auto issuer = services.issuers.issuer(request.params.at("issuer"));
                       if (!issuer) return status_info(issuer.error());
                       return get_discovery(request, service_description(services.urls, issuer->org));
                   }});
    return all;
}

}  // namespace blason::api::openbadges
