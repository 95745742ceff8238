#include "engine/json/reader.hpp"
#include "wallet-server/api/receiver/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::receiver {
namespace {

using service::receiver::Acceptance;
using service::receiver::OfferView;
using service::receiver::Wallet;

constexpr const char* kCookie = "blason-offer";

Wallet wallet_of(const http::Request& request) {
    return {request.params.at("issuer"), request.params.at("wallet")};
}

json::Object to_json(const OfferView& offer) {
    json::Object out;
    out["id"] = json::key(offer.id);
    out["state"] = json::key(service::receiver::to_text(offer.state));
    out["issuer"] = json::Object{{"id", json::key(offer.issuer)}, {"name", json::key(offer.name)}};
    json::Array credentials;
    for (const auto& [configuration, format, name] : offer.credentials)
        credentials.push_back(
            {{"configuration", json::key(configuration)}, {"format", json::key(format)}, {"name", json::key(name)}});
    out["credentials"] = std::move(credentials);
    if (offer.tx_code) {
        json::Object code{{"inputMode", json::key(offer.tx_code->input_mode)},
                          {"description", json::key(offer.tx_code->description)}};
        if (offer.tx_code->length) code["length"] = *offer.tx_code->length;
        out["txCode"] = std::move(code);
    }
    out["needsBrowser"] = offer.needs_browser;
    if (!offer.authorization_url.empty()) out["authorizationUrl"] = json::key(offer.authorization_url);
    json::Array received;
    for (const auto& id : offer.received) received.emplace_back(json::key(id));
    out["received"] = std::move(received);
    if (!offer.failure.empty()) out["failure"] = json::key(offer.failure);
    out["created"] = format_instant(offer.created);
    return out;
}

Error wrong_type(const char* what, const char* pointer) {
    return malformed("wrong-type", what, pointer);
}

/// The members `txCode`, `format`, `configurations`, `ownKeys`, `copies`.
Result<Acceptance> read_acceptance(const json::Value& body) {
    const json::Path root;
    const json::Reader reader(body.get_object(), root);
    Acceptance acceptance;
    const auto code = reader.optional_string("txCode");
    if (!code) return code.error();
    acceptance.tx_code = std::string(code->value_or(""));
    const auto format = reader.optional_string("format");
    if (!format) return format.error();
    acceptance.wish.format = std::string(format->value_or(""));
    if (const auto* list = json::find(body, "configurations"); list != nullptr) {
        if (!list->is_array()) return wrong_type("The configurations are a list of ids.", "/configurations");
        for (const auto& id : list->get_array()) {
            if (!id.is_string()) return wrong_type("An id is a string.", "/configurations");
            acceptance.wish.configurations.emplace_back(json::view(id));
        }
    }
    if (const auto* own = json::find(body, "ownKeys"); own != nullptr) {
        if (!own->is_bool()) return wrong_type("ownKeys is true or false.", "/ownKeys");
        acceptance.own_keys = own->get_bool();
    }
    if (const auto* copies = json::find(body, "copies"); copies != nullptr) {
        if (!copies->is_int64() || copies->get_int64() < 1 || copies->get_int64() > 16)
            return wrong_type("copies is a whole number from 1 to 16.", "/copies");
        acceptance.copies = static_cast<std::size_t>(copies->get_int64());
    }
    return acceptance;
}

/// With the cookie of the browser that is to go to the issuer's server.
http::Response show(const Result<OfferView>& offer, int status, const http::Request& request, Services& services) {
    if (!offer) return fail(offer.error(), request);
    auto response = answer(status, to_json(*offer));
    if (offer->browser.empty()) return response;
    // Lax: the browser brings it back when the other server sends it here (a top-level GET).
    const bool secure = services.urls.base().starts_with("https://");
    response.fields.set("Set-Cookie", std::string(kCookie) + "=" + offer->browser +
                                          "; Path=/received-offers/callback; Max-Age=600; HttpOnly; SameSite=Lax" +
                                          (secure ? "; Secure" : ""));
    return response;
}

}  // namespace

http::Response list(const http::Request& request, Services& services) {
    const auto offers = services.received_offers.list(wallet_of(request));
    if (!offers) return fail(offers.error(), request);
    json::Array all;
    for (const auto& offer : *offers) all.push_back(to_json(offer));
    return answer(200, json::Object{{"offers", std::move(all)}});
}

http::Response add(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const auto link = json::Reader(body->get_object(), root).string("offer");
    if (!link) return fail(link.error(), request);
    const auto acceptance = read_acceptance(*body);
    if (!acceptance) return fail(acceptance.error(), request);
    const auto* accept = json::find(*body, "accept");
    if (accept != nullptr && !accept->is_bool())
        return fail(wrong_type("accept is true or false.", "/accept"), request);
    const auto actor = actor_of(request, services);
    auto offer = services.received_offers.add(wallet_of(request), *link, actor);
    if (offer && accept != nullptr && accept->get_bool())
        offer = services.received_offers.accept(wallet_of(request), offer->id, *acceptance, actor);
    return show(offer, 201, request, services);
}

http::Response view(const http::Request& request, Services& services) {
    return show(services.received_offers.view(wallet_of(request), request.params.at("offer")), 200, request, services);
}

http::Response accept(const http::Request& request, Services& services) {
    const auto body = request.body.empty() ? Result<json::Value>(json::Object()) : read_json(request);
    if (!body) return fail(body.error(), request);
    const auto acceptance = read_acceptance(*body);
    if (!acceptance) return fail(acceptance.error(), request);
    return show(services.received_offers.accept(wallet_of(request), request.params.at("offer"), *acceptance,
                                                actor_of(request, services)),
                200, request, services);
}

http::Response fetch(const http::Request& request, Services& services) {
    return show(
        services.received_offers.fetch(wallet_of(request), request.params.at("offer"), actor_of(request, services)),
        200, request, services);
}

http::Response forget(const http::Request& request, Services& services) {
    const auto done =
        services.received_offers.forget(wallet_of(request), request.params.at("offer"), actor_of(request, services));
    if (!done) return fail(done.error(), request);
    http::Response response;
    response.status = 204;
    return response;
}

http::Response callback(const http::Request& request, Services& services) {
    const auto browser = request.cookie(kCookie).value_or("");
    return show(services.received_offers.returned(request.query, browser, actor_of(request, services)), 200, request,
                services);
}

}  // namespace blason::api::receiver
