// What programs read about issuers and their achievements.
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/picture.hpp"

namespace blason::api::hosting {
namespace {

/// The language of the words: ?lang=, else the achievement's own.
std::string language_of(const http::Request& request) {
    return request.query_param("lang").value_or("");
}

}  // namespace

http::Response get_image(const http::Request& request, Services& services) {
    auto image = services.issuers.achievement_image(request.params.at("issuer"), request.params.at("id"));
    if (!image) return fail(image.error(), request);
    auto response = http::picture(image->media_type, std::move(image->bytes));
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

http::Response list_issuers(const http::Request& request, Services& services) {
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

http::Response list_achievements(const http::Request& request, Services& services) {
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

http::Response list_versions(const http::Request& request, Services& services) {
    const auto all = services.issuers.achievement_versions(request.params.at("issuer"), request.params.at("id"));
    if (!all) return fail(all.error(), request);
    json::Array versions;
    for (const auto& achievement : *all) {
        json::Object version;
        version["version"] = std::to_string(achievement.version);
        version["created"] = format_instant(achievement.created);
        version["url"] = achievement.url + "/versions/" + std::to_string(achievement.version);
        versions.push_back(std::move(version));
    }
    json::Object body;
    body["versions"] = std::move(versions);
    return answer(200, body);
}

http::Response get_version(const http::Request& request, Services& services) {
    const auto all = services.issuers.achievement_versions(request.params.at("issuer"), request.params.at("id"));
    if (!all) return fail(all.error(), request);
    for (const auto& achievement : *all) {
        if (std::to_string(achievement.version) == request.params.at("version"))
            return answer(200, services.issuers.achievement_document(achievement, language_of(request)));
    }
    return fail({"achievement-not-found", "This achievement has no such version.", "", ErrorKind::NotFound}, request);
}

}  // namespace blason::api::hosting
