// What an issuer has offered so far and what became of it; what waits for the issuer's word is decided here.
#include <map>

#include "wallet-server/service/oid4vci/offer_service.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

using service::oid4vci::Offer;

constexpr std::size_t kMostListed = 100;

/// Whom the offer names; empty when it names nobody.
std::string_view recipient_of(const Offer& offer) {
    const auto* recipient = json::find(offer.document.order, "recipient");
    return recipient != nullptr ? json::text_view(*recipient, "name") : std::string_view();
}

/// The names of the issuer's achievements, by their ids.
Result<std::map<std::string, std::string>> achievement_names(const std::string& org, Language language,
                                                             const PageDependencies& dependencies) {
    const auto achievements = dependencies.issuers.achievements(org);
    if (!achievements) return achievements.error();
    std::map<std::string, std::string> names;
    for (const auto& achievement : *achievements)
        names.emplace(achievement.id, achievement.text(code_of(language)).name);
    return names;
}

json::Object row_of(const Offer& offer, std::string_view name, Language language) {
    const Texts& texts = Texts::of(language);
    json::Object data;
    put(data, "id", offer.id);
    put(data, "href", "/offers/" + offer.id);
    put(data, "name", name);
    put(data, "title", texts.text("offer.state_" + offer.state));
    put(data, "recipient", recipient_of(offer));
    put(data, "made", moment_text(offer.created, language));
    if (offer.is_open()) put(data, "until", moment_text(offer.expires, language));
    if (offer.waits()) put(data, "decide", "/offers/" + offer.id + "/decide");
    return data;
}

}  // namespace

http::Response offers_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    const auto offers = dependencies.offers.offers(issuer->org, kMostListed);
    if (!offers) return show_error(offers.error(), request, dependencies);
    const Language language = language_of(request);
    const auto names = achievement_names(issuer->org, language, dependencies);
    if (!names) return show_error(names.error(), request, dependencies);
    json::Array rows;
    for (const auto& offer : *offers) {
        const auto named = json::text_view(offer.document.order, "achievement");
        const auto known = names->find(dependencies.issuers.achievement_name(issuer->org, named));
        rows.push_back(row_of(offer, known == names->end() ? named : std::string_view(known->second), language));
    }
    json::Object data;
    put(data, "offers", std::move(rows));
    const Texts& texts = Texts::of(language);
    Page page{"offers", std::string(texts.text("offer.list_title")), std::string(texts.text("offer.list_description"))};
    page.section = "issue";
    page.is_private = true;
    page.has_form = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response offer_decided(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto decision = value_of(*fields, "decision");
    if (decision != "approve" && decision != "deny") {
        return show_error(malformed("form-syntax", "A decision is \"approve\" or \"deny\".", "/decision"), request,
                          dependencies);
    }
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    const auto& id = request.params.at("offer");
    const auto done = dependencies.offers.decide(issuer->org, id, decision == "approve", page_actor(request));
    if (!done) return show_error(done.error(), request, dependencies);
    return http::Response::redirect("/offers/" + id);
}

}  // namespace blason::web
