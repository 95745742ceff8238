#include "engine/json/serialize.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/http/picture.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/baked_badge.hpp"
#include "wallet-server/web/credential_forms.hpp"
#include "wallet-server/web/demo_catalogue.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/markdown.hpp"
#include "wallet-server/web/share_picture.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// The organisation of the path, or the default one for the short form /credentials/{id}.
Result<std::string> org_of(const http::Request& request, const PageDependencies& dependencies) {
    if (const auto org = request.params.find("org"); org != request.params.end()) return org->second;
    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return issuer.error();
    return std::move(issuer->org);
}

/// Whether the issuer, who is us, has withdrawn the credential: "revoked", "suspended", or nothing.
struct Standing {
    std::string_view state;
    bool can_be_revoked = false;    ///< now
    bool can_be_suspended = false;  ///< now
    bool suspended = false;
};

Result<Standing> standing_of(const service::StoredCredential& credential, const PageDependencies& dependencies) {
    const auto statuses = dependencies.statuses.statuses_of(credential.org, credential.id);
    if (!statuses) return statuses.error();
    Standing standing;
    for (const auto& status : *statuses) {
        if (status.purpose == "revocation") {
            standing.can_be_revoked = status.value == 0;
            if (status.value != 0) standing.state = "revoked";
        }
        if (status.purpose == "suspension") {
            standing.can_be_suspended = status.value == 0;
            standing.suspended = status.value != 0;
            if (standing.suspended && standing.state.empty()) standing.state = "suspended";
        }
    }
    // A revocation is final: nothing is left to suspend or to restore.
    if (standing.state == "revoked") standing.can_be_suspended = standing.suspended = false;
    return standing;
}

http::Response problem_or_page(const Error& error, const http::Request& request, const PageDependencies& dependencies) {
    return wants_page(request) ? show_error(error, request, dependencies) : http::problem(error, request.request_id);
}

}  // namespace

http::Response credential_page(const http::Request& request, const PageDependencies& dependencies) {
    auto org = org_of(request, dependencies);
    if (!org) return problem_or_page(org.error(), request, dependencies);
    std::string id = request.params.at("id");
    const auto named = named_form(id);
    auto credential = dependencies.issuers.credential(*org, id);
    if (!credential) return problem_or_page(credential.error(), request, dependencies);

    auto document = vc::read_document(credential->text);
    if (!document) return show_error(document.error(), request, dependencies);
    const Language language = language_of(request);
    const BadgeView badge = read_badge(*document, language, dependencies.clock());
    if (const Form form = named ? *named : negotiated_form(request); form != Form::Page) {
        auto response = credential_in(form, named.has_value(), *credential, badge, request, dependencies);
        return response ? std::move(*response) : problem_or_page(response.error(), request, dependencies);
    }
    const auto standing = standing_of(*credential, dependencies);
    if (!standing) return show_error(standing.error(), request, dependencies);

    const std::string path = "/issuers/" + credential->org + "/credentials/" + credential->id;
    Page page{"credential", badge.name, badge.description};
    page.is_private = true;
    page.has_form = true;
    if (!credential->achievement.empty()) {
        const auto words = badge.language == "en" ? Language::English : Language::French;
        page.open_graph = OpenGraph{credential->url, share_picture(*org, credential->achievement, words, dependencies)};
    }
    json::Object data;
    json::Object shown = badge_data(badge, language, "h1", dependencies.urls.base());
    if (!standing->state.empty()) {
        put(shown, "state", standing->state);
        put(shown, "state_label", Texts::of(language).text("badge.state_" + std::string(standing->state)));
    }
    put(data, "badge", std::move(shown));
    put(data, "revocable", dependencies.demo && standing->can_be_revoked);
    put(data, "suspendable", dependencies.demo && standing->can_be_suspended);
    put(data, "restorable", dependencies.demo && standing->suspended);
    put(data, "status_action", path + "/status");
    put(data, "issued", request.query_param("issued").has_value());
    put(data, "org", credential->org);
    put(data, "id", credential->id);
    put(data, "url", dependencies.urls.credential(credential->org, credential->id));
    put(data, "download", path);
    const auto picture = own_picture(*credential, badge, dependencies);
    put(data, "has_png", picture && picture->type == openbadges::ImageType::Png);
    return show(page, std::move(data), request, dependencies);
}

http::Response credential_status(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    struct Action {
        std::string_view name;
        std::string_view purpose;
        unsigned value;
    };
    constexpr Action kActions[] = {
        {"revoke", "revocation", 1}, {"suspend", "suspension", 1}, {"restore", "suspension", 0}};
    const Action* action = nullptr;
    for (const auto& field : *fields) {
        if (field.name != "action") continue;
        for (const auto& known : kActions)
            if (field.value == known.name) action = &known;
    }
    if (action == nullptr) return show_error(refused("form-syntax", "There is no such action."), request, dependencies);

    const std::string& org = request.params.at("org");
    const std::string& id = request.params.at("id");
    service::SetStatus change;
    change.credential = dependencies.urls.credential(org, id);
    change.purpose = std::string(action->purpose);
    change.value = action->value;
    const auto changed = dependencies.statuses.set(org, {change}, page_actor(request));
    if (!changed) return show_error(changed.error(), request, dependencies);
    return http::Response::redirect("/issuers/" + org + "/credentials/" + id);
}

http::Response achievement_page(const http::Request& request, const PageDependencies& dependencies) {
    const std::string& org = request.params.at("org");
    auto issuer = dependencies.issuers.issuer(org);
    if (!issuer) return problem_or_page(issuer.error(), request, dependencies);
    auto achievement = dependencies.issuers.achievement(org, request.params.at("achievement"));
    if (!achievement) return problem_or_page(achievement.error(), request, dependencies);

    const Language language = language_of(request);
    if (!wants_page(request)) {
        const json::Object object = dependencies.issuers.achievement_document(*achievement, code_of(language));
        auto response = http::Response::json(200, json::serialize(json::Value(object)));
        if (api::choose(request, {"application/json", "application/ld+json"}) == "application/ld+json")
            response.fields.set("Content-Type", "application/ld+json");
        response.fields.set("Content-Language", std::string(code_of(language)));
        response.fields.set("Vary", "Accept, Accept-Language, Cookie");
        return response;
    }

    std::string used;
    const auto& words = achievement->text(code_of(language), &used);
    const Texts& texts = Texts::of(language);
    const std::string image = "/image.svg?lang=" + std::string(code_of(language));
    Page page{"achievement", words.name, texts.fill("achievement.description", {{"issuer", issuer->name}})};
    page.section = "issue";
    page.open_graph = OpenGraph{achievement->url, share_picture(org, achievement->id, language, dependencies)};
    json::Object data;
    put(data, "page_language", code_of(language));
    put(data, "language", used);
    put(data, "image", "/issuers/" + org + "/achievements/" + achievement->id + image);
    put(data, "name", words.name);
    put(data, "description", words.description);
    put(data, "issuer", issuer->name);
    put(data, "kind", kind_text(achievement->type, language));
    put(data, "criteria", markdown_to_html(words.criteria));
    put(data, "issue", "/issue/" + achievement->id);
    json::Array skills;
    const json::Object object = dependencies.issuers.achievement_json(*achievement, code_of(language));
    if (const auto* alignments = json::find(object, "alignment")) {
        vc::model::for_each_value(*alignments, [&](const json::Value& alignment, std::optional<std::size_t>) {
            json::Object skill;
            put(skill, "name", json::text_view(alignment, "targetName"));
            put(skill, "url", json::text_view(alignment, "targetUrl"));
            put(skill, "code", json::text_view(alignment, "targetCode"));
            put(skill, "framework", json::text_view(alignment, "targetFramework"));
            skills.push_back(std::move(skill));
        });
    }
    put(data, "skills", std::move(skills));
    return show(page, std::move(data), request, dependencies);
}

http::Response achievement_image(const http::Request& request, const PageDependencies& dependencies) {
    const std::string& org = request.params.at("org");
    auto issuer = dependencies.issuers.issuer(org);
    if (!issuer) return http::problem(issuer.error(), request.request_id);
    auto achievement = dependencies.issuers.achievement(org, request.params.at("achievement"));
    if (!achievement) return http::problem(achievement.error(), request.request_id);

    const BadgeImage image = image_of(*achievement, issuer->name, request.query_param("lang").value_or(""));
    auto response = http::picture("image/svg+xml", badge_svg(image));
    response.fields.set("Cache-Control", "public, max-age=300");
    return response;
}

}  // namespace blason::web
