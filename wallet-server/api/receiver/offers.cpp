#include "engine/json/reader.hpp"
#include "wallet-server/api/receiver/answers.hpp"
#include "wallet-server/api/receiver/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::receiver {
namespace {

using service::receiver::Acceptance;
using service::receiver::OfferView;
using service::receiver::Wallet;

Wallet wallet_of(const http::Request& request) {
    return {request.params.at("issuer"), request.params.at("wallet")};
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

http::Response shown(const Result<OfferView>& offer, int status, const http::Request& request, Services& services) {
    return show(offer, status, request, services.urls);
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
    // What is wrong with the link itself is wrong there.
    if (!offer && offer.error().code == "invalid-offer" && offer.error().pointer.empty())
        return fail({offer.error().code, offer.error().detail, "/offer", offer.error().kind}, request);
    if (offer && accept != nullptr && accept->get_bool())
        offer = services.received_offers.accept(wallet_of(request), offer->id, *acceptance, actor);
    return shown(offer, 201, request, services);
}

http::Response view(const http::Request& request, Services& services) {
    return shown(services.received_offers.view(wallet_of(request), request.params.at("offer")), 200, request, services);
}

http::Response accept(const http::Request& request, Services& services) {
    const auto body = request.body.empty() ? Result<json::Value>(json::Object()) : read_json(request);
    if (!body) return fail(body.error(), request);
    const auto acceptance = read_acceptance(*body);
    if (!acceptance) return fail(acceptance.error(), request);
    return shown(services.received_offers.accept(wallet_of(request), request.params.at("offer"), *acceptance,
                                                 actor_of(request, services)),
                 200, request, services);
}

http::Response fetch(const http::Request& request, Services& services) {
    return shown(
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

}  // namespace blason::api::receiver
