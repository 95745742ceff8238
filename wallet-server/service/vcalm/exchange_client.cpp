#include "wallet-server/service/vcalm/exchange_client.hpp"

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/model/values.hpp"
#include "vc/vcalm/presentation_request.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"

namespace blason::service::vcalm {
namespace {

constexpr json::ParseLimits kAnswerLimits{.max_bytes = 1U << 20U, .max_depth = 64, .allow_nul = false};

Error unreadable(std::string detail) {
    return {"exchange-answer", std::move(detail), "", ErrorKind::Unavailable};
}

/// What an issuer's server said, shortened and as text.
Error refused_by_server(int status, const json::Value& body) {
    std::string detail = "The other side refuses (" + std::to_string(status) + ")";
    for (const auto* name : {"detail", "title", "message"}) {
        const auto text = badge_host::foreign_text(body, name);
        if (text.empty()) continue;
        detail += ": " + text;
        break;
    }
    if (!detail.ends_with('.')) detail += '.';
    return {"exchange-refused", std::move(detail), "", status >= 500 ? ErrorKind::Unavailable : ErrorKind::Refused};
}

json::Object challenge_request(const std::string& challenge) {
    json::Object request;
    request["query"] = json::Array{json::Object{{"type", "DIDAuthentication"}}};
    if (!challenge.empty()) request["challenge"] = json::key(challenge);
    return request;
}

/// A credential by itself, or a presentation with credentials.
vc::vcalm::Message message_of_bare(const json::Value& body) {
    vc::vcalm::Message message;
    if (vc::model::has_type(body, "VerifiablePresentation"))
        message.presentations.push_back(body);
    else if (body.is_object() && !body.get_object().empty())
        message.presentations.push_back(vc::vcalm::unsigned_presentation({body}));
    return message;
}

}  // namespace

Result<json::Value> ExchangeClient::exchange_json(const net::FetchRequest& request) {
    const auto reply = client_.fetch(request);
    if (!reply) return reply.error();
    auto body = json::parse(reply->body.empty() ? std::string_view("{}") : reply->body, {}, kAnswerLimits);
    if (reply->status / 100 != 2) return refused_by_server(reply->status, body ? *body : json::Value());
    if (!body) return unreadable("The other side answers with something that is no JSON.");
    return body;
}

Result<Round> ExchangeClient::send(std::string url, const json::Object& message) {
    net::FetchRequest request;
    request.url = url;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/json";
    request.body = json::serialize(message);
    const auto body = exchange_json(request);
    if (!body) return body.error();
    auto answer = vc::vcalm::read_message(*body, vc::vcalm::Sender::Server);
    if (!answer) return unreadable("The answer cannot be read: " + answer.error().pointer + ".");
    return Round{std::move(url), false, std::move(*answer)};
}

Result<Round> ExchangeClient::begin_at(const std::map<std::string, std::string>& protocols, bool may_follow) {
    if (const auto found = protocols.find("vcapi"); found != protocols.end()) return send(found->second, {});
    const auto next = protocols.find("interact");
    if (next != protocols.end() && may_follow) {
        const auto link = read_link(next->second);
        if (!link) return link.error();
        if (const auto* interaction = std::get_if<InteractionLink>(&*link)) {
            net::FetchRequest request;
            request.url = interaction->url;
            request.accept = "application/json";
            const auto body = exchange_json(request);
            if (!body) return body.error();
            const auto further = read_protocols(*body);
            if (!further) return unreadable(further.error().detail);
            return begin_at(*further, false);
        }
    }
    return refused("protocol-unsupported", "Of what is offered here this wallet knows nothing.");
}

Result<Round> ExchangeClient::begin(const Link& link) {
    if (const auto* exchange = std::get_if<ExchangeLink>(&link)) return send(exchange->url, {});
    if (const auto* offered = std::get_if<ProtocolsLink>(&link)) return begin_at(offered->protocols, true);
    if (const auto* interaction = std::get_if<InteractionLink>(&link))
        return begin_at({{"interact", interaction->url}}, true);
    const auto& asked = *std::get_if<DccRequestLink>(&link);
    Round round;
    round.url = asked.url;
    round.bare = true;
    round.message.request = challenge_request(asked.challenge);
    return round;
}

Result<Round> ExchangeClient::answer(const Round& round, const json::Value& presentation) {
    if (auto checked = check_party(round); !checked) return std::move(checked).error();
    if (!round.bare) {
        const auto request = vc::vcalm::read_presentation_request(*round.message.request, json::Path());
        if (!request) return request.error();
        vc::vcalm::Message message;
        message.presentations.push_back(presentation);
        message.reference_id = round.message.reference_id;
        return send(request->endpoint.empty() ? round.url : request->endpoint, to_json(message));
    }
    net::FetchRequest request;
    request.url = round.url;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/json";
    request.body = json::serialize(presentation);
    const auto body = exchange_json(request);
    if (!body) return body.error();
    return Round{round.url, true, message_of_bare(*body)};
}

Result<void> check_party(const Round& round) {
    if (!round.message.request) return {};
    const auto request = vc::vcalm::read_presentation_request(*round.message.request, json::Path());
    if (!request) return request.error();
    const auto origin = origin_of(round.url);
    if (!request->endpoint.empty() && origin_of(request->endpoint) != origin)
        return refused("endpoint-elsewhere", "The answer would go to somebody else than who asks.");
    if (!request->domain) return {};
    // An origin, or the name of the host with or without its port: all are in use.
    const auto& domain = *request->domain;
    const auto authority = std::string(iri::split(round.url).authority);
    const auto host = authority.substr(0, authority.rfind(':'));
    if (origin_of(domain) == origin || domain == authority || domain == host) return {};
    return refused("domain-mismatch", "The presentation would be for somebody else than who asks.");
}

}  // namespace blason::service::vcalm
