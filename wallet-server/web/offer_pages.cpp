// An issuer offers a badge to whoever takes it: a form, then the code on the screen, and what became of it
// (OpenID4VCI).
#include "vc/oid4vci/offer.hpp"
#include "wallet-server/http/cookie.hpp"
#include "wallet-server/service/oid4vci/offer_request.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/handover.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

using service::oid4vci::Offer;

/// What has to be typed into the wallet is shown to the browser that made the offer, as long as the offer is open.
constexpr std::string_view kCodeCookie = "blason-offer-code";
constexpr std::size_t kMaxName = 200;

std::string code_cookie(const Offer& offer, const std::string& code, const PageDependencies& dependencies) {
    const auto path = "/offers/" + offer.id;
    return http::to_text({kCodeCookie, code, 600, http::SameSite::Strict, path}, dependencies.urls.base());
}

struct OfferForm {
    std::string name;
    bool with_code = false;
    bool with_approval = false;
    std::string_view problem;
};

http::Response show_form(const OfferForm& form, const service::Achievement& achievement, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const std::string& name = achievement.text(code_of(language)).name;
    Page page{"offer_form", texts.fill("offer.form_title", {{"name", name}}),
              std::string(texts.text("offer.description"))};
    page.section = "issue";
    page.has_form = true;
    page.is_private = true;
    page.status = form.problem.empty() ? 200 : 400;
    json::Object data;
    put(data, "heading", page.title);
    put(data, "action", "/offer/" + achievement.id);
    put(data, "issue", "/issue/" + achievement.id);
    put(data, "name", form.name);
    put(data, "with_code", form.with_code);
    put(data, "with_approval", form.with_approval);
    put(data, "problem", form.problem);
    return show(page, std::move(data), request, dependencies);
}

Result<service::Achievement> achievement_of(const http::Request& request, const PageDependencies& dependencies) {
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return issuer.error();
    return dependencies.issuers.achievement(issuer->org, request.params.at("achievement"));
}

Result<Offer> offer_of(const http::Request& request, const PageDependencies& dependencies) {
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return issuer.error();
    return dependencies.offers.offer(issuer->org, request.params.at("offer"));
}

/// Whether something may still happen to it.
bool goes_on(const Offer& offer, Instant now) {
    const bool under_way =
        offer.state == "offered" || offer.state == "taken" || offer.state == "waiting" || offer.state == "issued";
    return under_way && now < offer.expires;
}

}  // namespace

http::Response offer_form_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto achievement = achievement_of(request, dependencies);
    if (!achievement) return show_error(achievement.error(), request, dependencies);
    return show_form({}, *achievement, request, dependencies);
}

http::Response offer_submitted(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto achievement = achievement_of(request, dependencies);
    if (!achievement) return show_error(achievement.error(), request, dependencies);
    const Language language = language_of(request);
    OfferForm form;
    form.name = plain_text(value_of(*fields, "name"));
    form.with_code = value_of(*fields, "with_code") == "on";
    form.with_approval = value_of(*fields, "with_approval") == "on";
    if (form.name.size() > kMaxName) {
        form.problem = Texts::of(language).text("problem.choice");
        return show_form(form, *achievement, request, dependencies);
    }
    json::Object order;
    order["achievement"] = json::key(achievement->id);
    order["language"] = json::key(code_of(language));
    if (!form.name.empty()) order["recipient"] = json::Object{{"name", json::key(form.name)}};
    order["txCode"] = form.with_code;
    order["needsApproval"] = form.with_approval;
    auto wanted = service::oid4vci::read_new_offer(order);
    if (!wanted) return show_error(wanted.error(), request, dependencies);
    wanted->org = achievement->org;
    const auto made = dependencies.offers.make(std::move(*wanted), page_actor(request));
    if (!made) return show_error(made.error(), request, dependencies);
    auto response = http::Response::redirect("/offers/" + made->offer.id);
    if (!made->tx_code.empty())
        response.fields.add("Set-Cookie", code_cookie(made->offer, made->tx_code, dependencies));
    return response;
}

http::Response offer_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto offer = offer_of(request, dependencies);
    if (!offer) return show_error(offer.error(), request, dependencies);
    const Texts& texts = Texts::of(language_of(request));
    Page page{"offer", std::string(texts.text("offer.state_" + offer->state)),
              std::string(texts.text("offer.description"))};
    page.section = "issue";
    page.is_private = true;
    page.has_form = true;
    json::Object data;
    put(data, "heading", page.title);
    put(data, "state", offer->state);
    put(data, "text", texts.text("offer.text_" + (offer->approval == "denied" ? "denied" : offer->state)));
    put(data, "reason", offer->reason);
    if (offer->waits()) put(data, "decide", "/offers/" + offer->id + "/decide");
    if (offer->is_open()) {
        auto handover = handover_data(vc::oid4vci::offer_link_by_reference(dependencies.offers.address(*offer)),
                                      texts.text("handover.warning_offered"));
        if (!handover) return show_error(handover.error(), request, dependencies);
        put(data, "handover", std::move(*handover));
        put(data, "code", offer->document.tx_code ? request.cookie(kCodeCookie).value_or("") : std::string());
        put(data, "withdraw", "/offers/" + offer->id + "/withdraw");
    }
    if (goes_on(*offer, dependencies.clock())) follow(page, data, request);
    return show(page, std::move(data), request, dependencies);
}

http::Response offer_withdrawn(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto offer = offer_of(request, dependencies);
    if (!offer) return show_error(offer.error(), request, dependencies);
    const auto done = dependencies.offers.withdraw(offer->org, offer->id, page_actor(request));
    if (!done) return show_error(done.error(), request, dependencies);
    return http::Response::redirect("/offers/" + offer->id);
}

}  // namespace blason::web
