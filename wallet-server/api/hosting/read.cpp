// What is read at the addresses that stand in credentials.
#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosting {
namespace {

/// The same address shows a page to people and JSON to programs.
http::Response negotiated(http::Response response) {
    response.fields.set("Vary", "Accept");
    return response;
}

/// The language of the words: ?lang=, else the achievement's own.
std::string language_of(const http::Request& request) {
    return request.query_param("lang").value_or("");
}

/// What the request's {issuer} and {id} name.
Result<service::Achievement> named_achievement(const http::Request& request, Services& services) {
    return services.issuers.achievement(request.params.at("issuer"), request.params.at("id"));
}

constexpr const char* kLinkedData = "application/ld+json";

}  // namespace

http::Response get_credential(const http::Request& request, Services& services, const Pages& pages) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    auto credential = services.issuers.credential(*org, request.params.at("id"));
    if (!credential) return fail(credential.error(), request);
    if (pages.credential && prefers_html(request)) return negotiated(pages.credential(request, *credential));
    auto response = http::Response::json(200, std::move(credential->text));
    response.fields.set("Content-Type",
                        std::string(choose(request, {"application/json", credential->media_type, kLinkedData})));
    return negotiated(std::move(response));
}

http::Response get_issuer(const http::Request& request, Services& services, const Pages& pages) {
    const auto issuer = services.issuers.issuer(request.params.at("issuer"));
    if (!issuer) return fail(issuer.error(), request);
    if (pages.issuer && prefers_html(request)) return negotiated(pages.issuer(request, *issuer));
    return negotiated(answer(200, services.issuers.profile(*issuer)));
}

http::Response get_achievement(const http::Request& request, Services& services, const Pages& pages) {
    const auto issuer = services.issuers.issuer(request.params.at("issuer"));
    if (!issuer) return fail(issuer.error(), request);
    const auto achievement = named_achievement(request, services);
    if (!achievement) return fail(achievement.error(), request);
    if (pages.achievement && prefers_html(request))
        return negotiated(pages.achievement(request, *issuer, *achievement));
    return negotiated(answer(200, services.issuers.achievement_json(*achievement, language_of(request))));
}

http::Response get_image(const http::Request& request, Services& services, const Pages& /*pages*/) {
    auto image = services.issuers.achievement_image(request.params.at("issuer"), request.params.at("id"));
    if (!image) return fail(image.error(), request);
    http::Response response;
    response.body = std::move(image->bytes);
    response.fields.set("Content-Type", image->media_type);
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

http::Response list_issuers(const http::Request& request, Services& services, const Pages& /*pages*/) {
    const auto all = services.issuers.issuers();
    if (!all) return fail(all.error(), request);
    json::Array profiles;
    for (const auto& issuer : *all) {
        auto entry = services.issuers.profile(issuer);
        entry["org"] = issuer.org;
        profiles.push_back(std::move(entry));
    }
    json::Object body;
    body["issuers"] = std::move(profiles);
    return answer(200, body);
}

http::Response list_achievements(const http::Request& request, Services& services, const Pages& /*pages*/) {
    const auto& org = request.params.at("issuer");
    if (const auto issuer = services.issuers.issuer(org); !issuer) return fail(issuer.error(), request);
    const auto all = services.issuers.achievements(org);
    if (!all) return fail(all.error(), request);
    json::Array achievements;
    for (const auto& achievement : *all)
        achievements.push_back(services.issuers.achievement_json(achievement, language_of(request)));
    json::Object body;
    body["achievements"] = std::move(achievements);
    return answer(200, body);
}

}  // namespace blason::api::hosting
