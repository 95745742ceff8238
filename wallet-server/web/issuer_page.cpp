// Who issues, at the address of the issuer: a profile for programs, a page for people.
#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/share_picture.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// Open Badges 3.0 section 8.7: an issuer's address answers programs with its Profile as JSON-LD.
http::Response profile(const service::Issuer& issuer, const http::Request& request,
                       const PageDependencies& dependencies) {
    json::Object document;
    document["@context"] = service::achievement_contexts({});
    for (const auto& member : dependencies.issuers.profile(issuer)) document.insert(member);
    auto response = http::Response::json(200, json::serialize(document));
    response.fields.set("Content-Type", std::string(api::choose(request, {"application/json", "application/ld+json"})));
    response.fields.set("Vary", "Accept, Accept-Language, Cookie");
    return response;
}

json::Object card(const service::Achievement& achievement, Language language) {
    std::string used;
    const auto& words = achievement.text(code_of(language), &used);
    const std::string path = "/issuers/" + achievement.org + "/achievements/" + achievement.id;
    json::Object data;
    put(data, "href", path);
    put(data, "image", path + "/image.svg?lang=" + std::string(code_of(language)));
    put(data, "language", used);
    put(data, "name", words.name);
    put(data, "description", words.description);
    put(data, "kind", kind_text(achievement.type, language));
    return data;
}

bool is_web_address(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

}  // namespace

http::Response issuer_page(const http::Request& request, const PageDependencies& dependencies) {
    const bool for_people = wants_page(request);
    const auto failed = [&](const Error& error) {
        return for_people ? show_error(error, request, dependencies) : http::problem(error, request.request_id);
    };
    const auto issuer = dependencies.issuers.issuer(request.params.at("org"));
    if (!issuer) return failed(issuer.error());
    if (!for_people) return profile(*issuer, request, dependencies);
    const auto achievements = dependencies.issuers.achievements(issuer->org);
    if (!achievements) return failed(achievements.error());

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const auto about = texts.fill("issuer.description", {{"issuer", issuer->name}});
    Page page{"issuer", issuer->name, issuer->description.empty() ? about : issuer->description};
    page.open_graph =
        OpenGraph{dependencies.urls.issuer(issuer->org),
                  achievements->empty() ? dependencies.urls.base() + "/assets/blason.svg"
                                        : share_picture(issuer->org, achievements->front().id, language, dependencies)};
    json::Object data;
    put(data, "name", issuer->name);
    put(data, "description", issuer->description);
    put(data, "url", is_web_address(issuer->url) ? issuer->url : "");
    put(data, "email", issuer->email);
    put(data, "id", issuer->id);
    json::Array cards;
    for (const auto& achievement : *achievements) cards.push_back(card(achievement, language));
    put(data, "achievements", std::move(cards));
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
