// GET and POST /profile: the profile of the wallet's holder, in the terms of Open Badges 2.0. There is one profile,
// which the API of Open Badges 3.0 shows in its own terms.
#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/api/badge_connect/envelope.hpp"
#include "wallet-server/api/badge_connect/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::badge_connect {
namespace {

constexpr std::string_view kRequestError = "REQUEST_VALIDATION_ERROR";

struct Property {
    std::string_view in_v2;
    std::string_view in_v3;
};
constexpr std::array<Property, 5> kProperties{
    {{"name", "name"}, {"url", "url"}, {"email", "email"}, {"telephone", "phone"}, {"description", "description"}}};

json::Object to_v2(const json::Value& profile) {
    json::Object out;
    out["@context"] = "https://w3id.org/openbadges/v2";
    if (const auto* id = json::find(profile, "id")) out["id"] = *id;
    out["type"] = "Profile";
    for (const auto& property : kProperties) {
        const auto* value = json::find(profile, property.in_v3);
        if (value != nullptr && value->is_string()) out[json::key(property.in_v2)] = *value;
    }
    return out;
}

Result<json::Value> profile_of(Services& services, const Access& access) {
    const auto text = services.wallets.profile(access.org, access.holder);
    if (!text) return text.error();
    return json::parse(*text);
}

/// Adds the properties that we know to the profile; "id" and "type" are its own. Others are refused, not passed over.
Result<void> add(const json::Object& sent, json::Object& profile) {
    for (const auto& [key, value] : sent) {
        const std::string_view name(key.data(), key.size());
        if (name == "@context" || name == "id" || name == "type") continue;
        const auto found = std::find_if(kProperties.begin(), kProperties.end(),
                                        [&](const Property& property) { return property.in_v2 == name; });
        const auto pointer = "/" + std::string(name);
        if (found == kProperties.end()) return refused("member-unknown", "This property is not kept here.", pointer);
        if (!value.is_string()) return malformed("wrong-type", "This property is one text.", pointer);
        profile[json::key(found->in_v3)] = value;
    }
    return {};
}

}  // namespace

http::Response get_profile(const http::Request&, Services& services, const Access& access) {
    const auto profile = profile_of(services, access);
    if (!profile) return failure(profile.error());
    auto response = success({{"profile", to_v2(*profile)}});
    response.fields.set("Cache-Control", "private, no-cache");
    return response;
}

http::Response post_profile(const http::Request& request, Services& services, const Access& access) {
    const auto body = read_json(request);
    if (!body) return failure(body.error(), kRequestError);
    auto profile = profile_of(services, access);
    if (!profile) return failure(profile.error());
    if (auto added = add(body->get_object(), profile->get_object()); !added)
        return failure(added.error(), kRequestError);
    const service::Actor actor{"client:" + access.client, request.request_id};
    const auto done = services.wallets.set_profile(access.org, access.holder, json::serialize(*profile), actor);
    if (!done) return failure(done.error(), kRequestError);
    return success({{"profile", to_v2(*profile)}});
}

}  // namespace blason::api::badge_connect
