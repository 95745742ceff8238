// What issuers do with their offers, and where wallets read them.
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oid4vci/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/oid4vci/offer_request.hpp"
#include "wallet-server/service/qr_code.hpp"

namespace blason::api::oid4vci {
namespace {

namespace wire = vc::oid4vci;
using service::oid4vci::Offer;

constexpr std::string_view kSvg = "image/svg+xml";
constexpr std::string_view kPng = "image/png";

std::string_view endpoint_of(const Offer& offer) {
    return offer.document.wallet.empty() ? wire::kOfferScheme : std::string_view(offer.document.wallet);
}

std::string management_url(const Offer& offer, const Services& services) {
    return services.urls.issuer(offer.org) + "/credential-offers/" + offer.id;
}

/// By reference: short enough for a code that every camera reads, and it can be withdrawn.
std::string link_of(const Offer& offer, Services& services) {
    return wire::offer_link_by_reference(services.credential_issuer.offers.address(offer), endpoint_of(offer));
}

/// The link as a code, drawn in two ways.
void put_qr(json::Object& out, const Offer& offer, const Services& services) {
    out["qr"] = management_url(offer, services) + "/qr.svg";
    out["qrPng"] = management_url(offer, services) + "/qr.png";
}

json::Object state_json(const Offer& offer, const Services& services) {
    json::Object out;
    out["id"] = offer.id;
    out["url"] = management_url(offer, services);
    out["state"] = offer.state;
    out["approval"] = offer.approval;
    if (!offer.reason.empty()) out["reason"] = offer.reason;
    out["created"] = format_instant(offer.created);
    out["expires"] = format_instant(offer.expires);
    json::Array configurations;
    for (const auto& id : offer.document.configurations) configurations.emplace_back(json::key(id));
    out["configurations"] = std::move(configurations);
    out["txCodeRequired"] = offer.document.tx_code.has_value();
    if (const auto* achievement = json::find(offer.document.order, "achievement")) out["achievement"] = *achievement;
    return out;
}

Result<Offer> offer_of(const http::Request& request, Services& services) {
    return services.credential_issuer.offers.offer(request.params.at("issuer"), request.params.at("id"));
}

http::Response decided(const http::Request& request, Services& services, bool granted) {
    auto& offers = services.credential_issuer.offers;
    const auto done =
        offers.decide(request.params.at("issuer"), request.params.at("id"), granted, actor_of(request, services));
    return done ? get_offer(request, services) : fail(done.error(), request);
}

}  // namespace

http::Response make_offer(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto asked = service::oid4vci::read_new_offer(body->get_object());
    if (!asked) return fail(asked.error(), request);
    asked->org = request.params.at("issuer");
    auto& offers = services.credential_issuer.offers;
    const auto made = offers.make(std::move(*asked), actor_of(request, services));
    if (!made) return fail(made.error(), request);
    const auto& offer = made->offer;
    const auto wire_form = offers.wire_form(offer);
    auto out = state_json(offer, services);
    out["offer"] = to_json(wire_form);
    out["link"] = link_of(offer, services);
    out["linkByValue"] = wire::offer_link(wire_form, endpoint_of(offer));
    put_qr(out, offer, services);
    if (!made->tx_code.empty()) out["txCode"] = made->tx_code;
    auto response = oauth::unstored(201, out);
    response.fields.set("Location", management_url(offer, services));
    return response;
}

http::Response list_offers(const http::Request& request, Services& services) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    constexpr std::size_t kMost = 100;
    const auto offers = services.credential_issuer.offers.offers(*org, kMost);
    if (!offers) return fail(offers.error(), request);
    json::Array all;
    for (const auto& offer : *offers) all.emplace_back(state_json(offer, services));
    return oauth::unstored(200, all);
}

http::Response get_offer(const http::Request& request, Services& services) {
    const auto offer = offer_of(request, services);
    if (!offer) return fail(offer.error(), request);
    auto out = state_json(*offer, services);
    if (offer->is_open()) {
        out["offer"] = to_json(services.credential_issuer.offers.wire_form(*offer));
        out["link"] = link_of(*offer, services);
        put_qr(out, *offer, services);
    }
    return oauth::unstored(200, out);
}

http::Response read_offer(const http::Request& request, Services& services) {
    const auto offer = offer_of(request, services);
    if (!offer) return fail(offer.error(), request);
    // One that was taken tells nobody its code any more.
    if (!offer->is_open())
        return fail({"offer-not-found", "This offer was taken, or is over.", "", ErrorKind::NotFound}, request);
    return oauth::unstored(200, to_json(services.credential_issuer.offers.wire_form(*offer)));
}

http::Response offer_qr(const http::Request& request, Services& services) {
    const auto offer = offer_of(request, services);
    if (!offer) return fail(offer.error(), request);
    const auto code = service::qr_code(link_of(*offer, services));
    if (!code) return fail(code.error(), request);
    std::string_view type = kSvg;
    if (request.path.ends_with(".png")) type = kPng;
    const bool by_name = request.path.ends_with(".svg") || request.path.ends_with(".png");
    if (!by_name) type = choose(request, {kSvg, kPng});
    http::Response response;
    response.fields.set("Content-Type", std::string(type));
    response.fields.set("Cache-Control", "no-store");
    response.fields.set("Content-Security-Policy", "default-src 'none'");
    if (!by_name) response.fields.set("Vary", "Accept");
    response.body = type == kPng ? service::png_of(*code) : service::svg_of(*code);
    return response;
}

http::Response approve_offer(const http::Request& request, Services& services) {
    return decided(request, services, true);
}

http::Response deny_offer(const http::Request& request, Services& services) {
    return decided(request, services, false);
}

http::Response withdraw_offer(const http::Request& request, Services& services) {
    const auto done = services.credential_issuer.offers.withdraw(request.params.at("issuer"), request.params.at("id"),
                                                                 actor_of(request, services));
    return done ? get_offer(request, services) : fail(done.error(), request);
}

}  // namespace blason::api::oid4vci
