#include "wallet-server/service/context.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/demo_catalogue.hpp"
#include "wallet-server/web/form_guard.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/issue_form.hpp"
#include "wallet-server/web/markdown.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// The last part of /issue/new: an achievement of one's own.
constexpr std::string_view kOwn = "new";

json::Object achievement_data(const service::Achievement& achievement, Language language) {
    const auto& words = achievement.text(code_of(language));
    json::Object data;
    put(data, "href", "/issue/" + achievement.id);
    put(data, "offer", "/offer/" + achievement.id);
    put(data, "image",
        "/issuers/" + achievement.org + "/achievements/" + achievement.id +
            "/image.svg?lang=" + std::string(code_of(language)));
    put(data, "name", words.name);
    put(data, "description", words.description);
    put(data, "kind", kind_text(achievement.type, language));
    put(data, "criteria", markdown_to_html(words.criteria));
    return data;
}

/// The form with what was typed so far; `chosen`: nothing for an achievement of one's own.
http::Response show_form(const IssueForm& form, const service::Achievement* chosen, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    Page page{"issue_form", std::string(texts.text("issue.form_own_title")),
              std::string(texts.text("issue.description"))};
    page.section = "issue";
    page.has_form = true;
    page.is_private = true;
    page.status = form.is_good() ? 200 : 400;

    json::Object data = form.data();
    put(data, "action", request.path);
    if (chosen != nullptr) {
        page.title = texts.fill("issue.form_title", {{"name", chosen->text(code_of(language)).name}});
        put(data, "achievement", achievement_data(*chosen, language));
    } else {
        put(data, "achievement", false);
    }
    put(data, "heading", page.title);
    return show(page, std::move(data), request, dependencies);
}

/// An achievement of one's own gets a random id, so that equal names do not meet, and a coat of arms.
Result<service::Achievement> create_own(const IssueForm& form, const service::Issuer& issuer,
                                        const http::Request& request, const PageDependencies& dependencies) {
    service::NewAchievement achievement = form.achievement(issuer.org);
    achievement.id = "own-" + service::random_id(dependencies.random);
    achievement.image = service::Image{"image/svg+xml", badge_svg({achievement.id,
                                                                   achievement.texts.begin()->second.name,
                                                                   issuer.name,
                                                                   achievement.default_language,
                                                                   {},
                                                                   {}})};
    return dependencies.issuers.create_achievement(achievement, page_actor(request));
}

Result<service::StoredCredential> issue(const IssueForm& form, const service::Issuer& issuer,
                                        const service::Achievement* chosen, const http::Request& request,
                                        const PageDependencies& dependencies) {
    auto holders = dependencies.wallets.holders(issuer.org);
    if (!holders) return holders.error();
    const std::string wallet_did = holders->empty() ? std::string() : holders->front().did;

    std::string achievement = chosen != nullptr ? chosen->id : std::string();
    if (chosen == nullptr) {
        auto own = create_own(form, issuer, request, dependencies);
        if (!own) return own.error();
        achievement = own->id;
    }
    return dependencies.issuers.issue_badge(form.order(issuer.org, achievement, wallet_did), page_actor(request));
}

}  // namespace

http::Response issue_choice_page(const http::Request& request, const PageDependencies& dependencies) {
    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    auto achievements = dependencies.issuers.achievements(issuer->org);
    if (!achievements) return show_error(achievements.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Array cards;
    for (const auto& achievement : *achievements) cards.push_back(achievement_data(achievement, language));
    json::Object data;
    put(data, "achievements", std::move(cards));
    Page page{"issue_choice", std::string(texts.text("issue.title")), std::string(texts.text("issue.description"))};
    page.section = "issue";
    return show(page, std::move(data), request, dependencies);
}

http::Response issue_form_page(const http::Request& request, const PageDependencies& dependencies) {
    const std::string& id = request.params.at("achievement");
    const Language language = language_of(request);
    if (id == kOwn) return show_form(IssueForm(true, language), nullptr, request, dependencies);

    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    auto achievement = dependencies.issuers.achievement(issuer->org, id);
    if (!achievement) return show_error(achievement.error(), request, dependencies);
    return show_form(IssueForm(false, language), &*achievement, request, dependencies);
}

http::Response issue_submitted(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);

    const std::string& id = request.params.at("achievement");
    std::optional<service::Achievement> chosen;
    if (id != kOwn) {
        auto achievement = dependencies.issuers.achievement(issuer->org, id);
        if (!achievement) return show_error(achievement.error(), request, dependencies);
        chosen = std::move(*achievement);
    }
    const service::Achievement* achievement = chosen ? &*chosen : nullptr;

    IssueForm form(achievement == nullptr, language_of(request));
    form.read(*fields);
    if (!form.is_good()) return show_form(form, achievement, request, dependencies);

    auto issued = issue(form, *issuer, achievement, request, dependencies);
    if (!issued) {
        const ErrorKind kind = issued.error().kind;
        if (kind != ErrorKind::Refused && kind != ErrorKind::Malformed && kind != ErrorKind::Usage) {
            return show_error(issued.error(), request, dependencies);
        }
        form.refuse(issued.error());
        return show_form(form, achievement, request, dependencies);
    }
    return http::Response::redirect("/issuers/" + issued->org + "/credentials/" + issued->id + "?issued=1");
}

}  // namespace blason::web
