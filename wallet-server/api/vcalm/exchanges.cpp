// For wallets: what is done with the address of an exchange. The routes make an open_answer of every answer.
#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "vc/model/values.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcalm/answers.hpp"
#include "wallet-server/api/vcalm/handlers.hpp"
#include "wallet-server/api/vcapi/report.hpp"

namespace blason::api::vcalm {
namespace {

using service::vcalm::Door;

/// What each party of an exchange is called in the audit: nobody has said who they are.
service::Actor participant(const http::Request& request) {
    return {"exchange", request.request_id};
}

/// The exchange there is, before anything that was sent is read.
Result<service::vcalm::ExchangePlace> known_place(const http::Request& request, Services& services) {
    auto place = place_of(request, services);
    if (!place) return place;
    const auto exchange = services.exchanges.exchange(*place);
    if (!exchange) return exchange.error();
    return place;
}

/// An empty body means {}: that is how some begin an exchange.
Result<json::Value> read_body(const http::Request& request) {
    if (request.body.empty()) return json::Value(json::Object());
    return read_json(request);
}

http::Response render_refused(const vc::Report& report, const http::Request& request) {
    return vcapi::render(report, request, "verifiablePresentation");
}

}  // namespace

http::Response take_part(const http::Request& request, Services& services) {
    const auto place = known_place(request, services);
    if (!place) return fail(place.error(), request);
    const auto body = read_body(request);
    if (!body) return fail(body.error(), request);
    const auto message = vc::vcalm::read_message(*body, vc::vcalm::Sender::Client);
    if (!message) return fail(message.error(), request);
    const auto turn = services.exchanges.take_part(*place, *message, Door::Exchange, participant(request));
    if (!turn) return fail(turn.error(), request);
    if (turn->refused) return render_refused(*turn->refused, request);
    auto reply = turn->answer;
    reply.reference_id = message->reference_id;
    return answer(200, vc::vcalm::to_json(reply));
}

http::Response credential_request(const http::Request& request, Services& services) {
    const auto place = known_place(request, services);
    if (!place) return fail(place.error(), request);
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    vc::vcalm::Message message;
    if (vc::model::has_type(*body, "VerifiablePresentation")) {
        message.presentations.push_back(*body);
    } else {
        auto read = vc::vcalm::read_message(*body, vc::vcalm::Sender::Client);
        if (!read) return fail(read.error(), request);
        message = std::move(*read);
    }
    if (message.presentations.size() != 1)
        return fail(refused("presentation-expected", "The body is one signed presentation."), request);
    const auto turn = services.exchanges.take_part(*place, message, Door::DccRequest, participant(request));
    if (!turn) return fail(turn.error(), request);
    if (turn->refused) return render_refused(*turn->refused, request);
    if (turn->issued.size() == 1 && turn->answer.presentations.size() == 1) return answer(200, turn->issued.front());
    if (!turn->answer.presentations.empty()) return answer(200, turn->answer.presentations.front());
    return answer(200, vc::vcalm::to_json(turn->answer));
}

http::Response get_protocols(const http::Request& request, Services& services) {
    const auto place = place_of(request, services);
    if (!place) return fail(place.error(), request);
    const auto protocols = services.exchanges.protocols(*place);
    if (!protocols) return fail(protocols.error(), request);
    return answer(200, json::Object{{"protocols", *protocols}});
}

http::Response get_request(const http::Request& request, Services& services) {
    const auto place = place_of(request, services);
    if (!place) return fail(place.error(), request);
    const auto asked = services.exchanges.current_request(*place);
    if (!asked) return fail(asked.error(), request);
    return answer(200, json::Object{{"verifiablePresentationRequest", *asked}});
}

http::Response get_offer(const http::Request& request, Services& services) {
    const auto place = known_place(request, services);
    if (!place) return open_answer(fail(place.error(), request));
    const auto offer = services.exchange_doors.offer(*place, participant(request));
    if (!offer) return open_answer(fail(offer.error(), request));
    return open_answer(answer(200, to_json(*offer)));
}

http::Response get_request_object(const http::Request& request, Services& services) {
    const auto place = known_place(request, services);
    if (!place) return open_answer(fail(place.error(), request));
    const auto object = services.exchange_doors.request_object(*place, participant(request));
    if (!object) return open_answer(fail(object.error(), request));
    http::Response response;
    response.fields.set("Content-Type", std::string(vc::oid4vp::kRequestObjectMediaType));
    response.body = *object;
    return open_answer(std::move(response));
}

http::Response invite(const http::Request& request, Services& services) {
    const auto place = known_place(request, services);
    if (!place) return fail(place.error(), request);
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const json::Reader reader(body->get_object(), root);
    service::vcalm::Invitation invitation;
    for (const auto& [name, target] : {std::pair<const char*, std::string*>{"url", &invitation.url},
                                       {"purpose", &invitation.purpose},
                                       {"referenceId", &invitation.reference_id}}) {
        const auto text = reader.string(name);
        if (!text) return fail(text.error(), request);
        *target = std::string(*text);
    }
    // It is shown to a person and opened: nothing but a web address.
    if (!invitation.url.starts_with("https://") && !(services.demo && invitation.url.starts_with("http://")))
        return fail(refused("url-not-https", "An invitation is to an https address.", "/url"), request);
    if (const auto done = services.exchanges.invite(*place, invitation, participant(request)); !done)
        return fail(done.error(), request);
    return answer(200, json::Object());
}

http::Response preflight(const http::Request& /*request*/, Services& /*services*/) {
    http::Response response;
    response.status = 204;
    response.fields.set("Access-Control-Allow-Origin", "*");
    response.fields.set("Access-Control-Allow-Methods", "GET, POST");
    response.fields.set("Access-Control-Allow-Headers", "Content-Type, Accept");
    response.fields.set("Access-Control-Max-Age", "86400");
    return response;
}

}  // namespace blason::api::vcalm
