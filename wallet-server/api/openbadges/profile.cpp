// getProfile and putProfile.
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"

namespace blason::api::openbadges {

http::Response get_profile(const http::Request& request, Services& services, const Access& access) {
    auto profile = services.wallets.profile(access.org, access.holder);
    if (!profile) return status_info(profile.error());
    auto response = conditional(request, std::move(*profile));
    response.fields.set("Cache-Control", "private, no-cache");
    return response;
}

http::Response put_profile(const http::Request& request, Services& services, const Access& access) {
    const auto type = media_type_of(request);
    if (type != "application/json" && type != "application/ld+json") {
        return status_info(refused("unsupported-media-type", "A profile is sent as application/json."));
    }
    const service::Actor actor{"client:" + access.client, request.request_id};
    const auto done = services.wallets.set_profile(access.org, access.holder, request.body, actor);
    if (!done) return status_info(done.error());
    return http::Response::json(200, request.body);
}

}  // namespace blason::api::openbadges
