// A badge is offered to a holder (OpenID4VCI): who offers what; the holder takes it, and it is in the wallet.
#include "wallet-server/api/receiver/answers.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/wallet_open.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

using service::receiver::OfferState;
using service::receiver::OfferView;
using service::receiver::Wallet;

std::string path_of(std::string_view id) {
    return "/wallet/offers/" + std::string(id);
}

/// One badge in several forms is one badge.
json::Array names_of(const OfferView& offer) {
    json::Array all;
    std::vector<std::string> seen;
    for (const auto& credential : offer.credentials) {
        const std::string& name = credential.name.empty() ? credential.configuration : credential.name;
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
        seen.push_back(name);
        json::Object data;
        put(data, "name", name);
        all.push_back(std::move(data));
    }
    return all;
}

std::string_view failure_text(const Error& error, const Texts& texts) {
    if (error.kind == ErrorKind::Unavailable) return texts.text("open.failed_unreachable");
    if (error.code == "credential-not-verified") return texts.text("credential.not_kept_text");
    return texts.text("receive.failed");
}

http::Response show_offer(const OfferView& offer, const Error* error, const service::Holder& holder,
                          const http::Request& request, const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const std::string host = shown_origin(offer.issuer);
    const bool done = offer.state == OfferState::Received;
    json::Array kept;
    for (const auto& id : offer.received) kept.push_back(held_link(id, holder, language, dependencies));

    json::Object data;
    put(data, "heading",
        done ? std::string(texts.text("receive.done"))
             : texts.fill("receive.title", {{"who", offer.name.empty() ? host : offer.name}}));
    put(data, "state", service::receiver::to_text(offer.state));
    put(data, "issuer", offer.issuer);
    put(data, "action", path_of(offer.id));
    put(data, "badges", names_of(offer));
    put(data, "kept", std::move(kept));
    put(data, "go", offer.state == OfferState::Authorization ? linkable_url(offer.authorization_url) : std::string());
    put(data, "awaited", offer.state == OfferState::Awaited);
    put(data, "open", offer.state == OfferState::Offered || offer.state == OfferState::Failed);
    put(data, "browser", offer.needs_browser);
    if (offer.tx_code) {
        json::Object code;
        put(code, "description", offer.tx_code->description);
        put(code, "mode", offer.tx_code->input_mode == "text" ? "text" : "numeric");
        put(data, "code", std::move(code));
    } else {
        put(data, "code", false);
    }
    put(data, "failure",
        error != nullptr                    ? failure_text(*error, texts)
        : offer.state == OfferState::Failed ? texts.text("receive.failed")
                                            : std::string_view());
    put(data, "detail", error != nullptr ? plain_text(error->code + ": " + error->detail) : plain_text(offer.failure));
    Page page{"wallet_offer", std::string(texts.text("receive.page_title")),
              std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = path_of(offer.id);
    page.status = error != nullptr ? http::status_of(*error) : 200;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

http::Response open_offer(const service::Holder& holder, const std::string& link, const http::Request& request,
                          const PageDependencies& dependencies) {
    const auto offer = dependencies.received_offers.add({holder.org, holder.id}, link, page_actor(request));
    if (!offer) return show_open(link, offer.error(), request, dependencies);
    return http::Response::redirect(path_of(offer->id));
}

http::Response wallet_offer_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto offer = dependencies.received_offers.view({holder->org, holder->id}, request.params.at("offer"));
    if (!offer) return show_error(offer.error(), request, dependencies);
    return show_offer(*offer, nullptr, *holder, request, dependencies);
}

http::Response wallet_offer_answered(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    auto& offers = dependencies.received_offers;
    const Wallet wallet{holder->org, holder->id};
    const std::string& id = request.params.at("offer");
    const auto answer = value_of(*fields, "answer");
    if (answer == "decline") {
        const auto done = offers.forget(wallet, id, page_actor(request));
        return done ? http::Response::redirect("/wallet") : show_error(done.error(), request, dependencies);
    }
    service::receiver::Acceptance acceptance;
    acceptance.tx_code = plain_text(value_of(*fields, "tx_code"));
    const auto taken = answer == "fetch" ? offers.fetch(wallet, id, page_actor(request))
                                         : offers.accept(wallet, id, acceptance, page_actor(request));
    if (!taken) {
        const auto offer = offers.view(wallet, id);
        if (!offer) return show_error(offer.error(), request, dependencies);
        return show_offer(*offer, &taken.error(), *holder, request, dependencies);
    }
    auto response = http::Response::redirect(path_of(id));
    api::receiver::keep_browser(response, taken->browser, dependencies.urls);
    return response;
}

http::Response wallet_offer_returned(const http::Request& request, const PageDependencies& dependencies) {
    const auto browser = request.cookie(api::receiver::kBrowserCookie).value_or("");
    const auto offer = dependencies.received_offers.returned(request.query, browser, page_actor(request));
    if (!wants_page(request)) return api::receiver::show(offer, 200, request, dependencies.urls);
    if (!offer) return show_error(offer.error(), request, dependencies);
    return http::Response::redirect(path_of(offer->id));
}

}  // namespace blason::web
