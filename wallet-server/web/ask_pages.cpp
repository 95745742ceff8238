// A verifier asks for a badge: what for is chosen here, any wallet answers (OpenID4VP). See asked_pages.
#include <set>

#include "wallet-server/service/oid4vp/ask.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

using service::oid4vp::Ask;

constexpr std::chrono::seconds kLifetime{300};
constexpr std::size_t kMaxLetters = 2000;

/// What is typed into the form.
struct AskForm {
    std::string what = "any";  ///< "any", "achievement", "issuer", "skill"
    std::string value;
    bool with_recipient = false;
    std::string_view problem;  ///< at the field of `what`

    [[nodiscard]] Ask wanted() const {
        Ask out;
        if (what == "achievement") out.achievement = value;
        if (what == "issuer") out.issuer = value;
        if (what == "skill") out.skill = value;
        out.with_recipient = with_recipient;
        return out;
    }
};

AskForm read_ask_form(const std::vector<http::FormField>& fields, const Texts& texts) {
    AskForm form;
    form.what = value_of(fields, "what");
    form.with_recipient = value_of(fields, "with_recipient") == "on";
    if (form.what == "any") return form;
    if (form.what != "achievement" && form.what != "issuer" && form.what != "skill") {
        form.what = "any";
        form.problem = texts.text("problem.choice");
        return form;
    }
    form.value = plain_text(value_of(fields, form.what));
    if (form.value.empty()) form.problem = texts.text("problem.required");
    if (form.value.size() > kMaxLetters) form.problem = texts.text("problem.choice");
    return form;
}

json::Object suggestion(std::string_view value, std::string_view name) {
    json::Object data;
    put(data, "value", value);
    put(data, "name", name);
    return data;
}

/// What of our own can be asked for; anything else is typed.
struct Suggestions {
    json::Array achievements, issuers, skills;
};

Result<Suggestions> suggestions(const service::Issuer& issuer, Language language,
                                const PageDependencies& dependencies) {
    const auto achievements = dependencies.issuers.achievements(issuer.org);
    if (!achievements) return achievements.error();
    Suggestions all;
    all.issuers.push_back(suggestion(issuer.id, issuer.name));
    std::set<std::string, std::less<>> seen;
    for (const auto& achievement : *achievements) {
        all.achievements.push_back(suggestion(achievement.url, achievement.text(code_of(language)).name));
        const auto* alignments = json::find(achievement.details, "alignment");
        if (alignments == nullptr || !alignments->is_array()) continue;
        for (const auto& alignment : alignments->get_array()) {
            const auto url = json::text_view(alignment, "targetUrl");
            if (!url.empty() && seen.emplace(url).second)
                all.skills.push_back(suggestion(url, json::text_view(alignment, "targetName")));
        }
    }
    return all;
}

http::Response show_ask(const AskForm& form, const http::Request& request, const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    auto ours = suggestions(*issuer, language, dependencies);
    if (!ours) return show_error(ours.error(), request, dependencies);

    json::Array choices;
    const auto add = [&](std::string_view what, json::Array list) {
        json::Object choice;
        put(choice, "what", what);
        put(choice, "label", texts.text("ask." + std::string(what)));
        put(choice, "hint", texts.text("ask." + std::string(what) + "_hint"));
        put(choice, "checked", form.what == what);
        if (what != "any") {
            json::Object field;
            put(field, "what", what);
            put(field, "label", texts.text("ask." + std::string(what) + "_field"));
            put(field, "value", form.what == what ? form.value : std::string());
            put(field, "problem", form.what == what ? form.problem : std::string_view());
            put(field, "suggestions", std::move(list));
            put(choice, "field", std::move(field));
        }
        choices.push_back(std::move(choice));
    };
    add("any", {});
    add("achievement", std::move(ours->achievements));
    add("issuer", std::move(ours->issuers));
    add("skill", std::move(ours->skills));
    json::Object data;
    put(data, "choices", std::move(choices));
    put(data, "with_recipient", form.with_recipient);
    put(data, "problem", form.problem);
    Page page{"ask", std::string(texts.text("ask.title")), std::string(texts.text("ask.description"))};
    page.section = "verify";
    page.has_form = true;
    page.is_private = true;
    page.status = form.problem.empty() ? 200 : 400;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

http::Response ask_page(const http::Request& request, const PageDependencies& dependencies) {
    return show_ask({}, request, dependencies);
}

http::Response ask_submitted(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    AskForm form = read_ask_form(*fields, Texts::of(language_of(request)));
    if (!form.problem.empty()) return show_ask(form, request, dependencies);
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    service::oid4vp::NewPresentationRequest wanted;
    wanted.org = issuer->org;
    wanted.badge = form.wanted();
    wanted.mode = vc::oid4vp::ResponseMode::DirectPostJwt;
    wanted.lifetime = kLifetime;
    const auto made = dependencies.presentations.ask(wanted, page_actor(request));
    if (!made && made.error().pointer.starts_with("/ask/")) {
        form.problem = Texts::of(language_of(request)).text("problem.choice");
        return show_ask(form, request, dependencies);
    }
    if (!made) return show_error(made.error(), request, dependencies);
    return http::Response::redirect("/ask/" + made->id);
}

}  // namespace blason::web
