// Our own wallets take part in exchanges: POST /issuers/{issuer}/wallets/{wallet}/exchanges begins one and says what
// would be shown; …/exchanges/answers shows it.
#include "engine/json/reader.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcalm/answers.hpp"
#include "wallet-server/api/vcalm/handlers.hpp"

namespace blason::api::vcalm {
namespace {

using service::vcalm::Situation;

const json::Path kRoot;

json::Array texts(const std::vector<std::string>& list) {
    json::Array out;
    for (const auto& one : list) out.emplace_back(json::key(one));
    return out;
}

json::Object asked_json(const Situation& situation) {
    json::Array wanted;
    for (const auto& one : situation.asked.wanted) {
        json::Array candidates;
        for (const auto& candidate : one.candidates) {
            json::Object shown;
            shown["id"] = json::key(situation.held[candidate.credential]);
            shown["reveals"] = texts(candidate.revealed);
            candidates.emplace_back(std::move(shown));
        }
        json::Object query;
        query["reason"] = json::key(one.reason);
        query["required"] = one.required;
        query["candidates"] = std::move(candidates);
        wanted.emplace_back(std::move(query));
    }
    json::Object asked;
    asked["signs"] = situation.asked.signs;
    asked["possible"] = situation.asked.possible;
    asked["wanted"] = std::move(wanted);
    return asked;
}

json::Array taken_json(const Situation& situation) {
    json::Array all;
    for (const auto& one : situation.taken) {
        json::Object taken;
        taken["kept"] = !one.id.empty();
        if (!one.id.empty()) taken["id"] = json::key(one.id);
        taken["report"] = vc::to_json(one.report);
        all.emplace_back(std::move(taken));
    }
    return all;
}

/// `exchange` and `verifiablePresentationRequest` are what the second request brings back.
json::Object situation_json(const Situation& situation) {
    const auto& message = situation.round.message;
    json::Object body;
    body["state"] = situation.round.asks() ? "asked" : "done";
    body["origin"] = json::key(situation.origin);
    body["exchange"] = json::key(situation.round.url);
    if (situation.round.bare) body["bare"] = true;
    if (message.request) {
        body["verifiablePresentationRequest"] = *message.request;
        body["asked"] = asked_json(situation);
    }
    body["received"] = taken_json(situation);
    if (situation.badly_made) body["unreadable"] = true;
    if (!message.redirect_url.empty()) body["redirectUrl"] = json::key(message.redirect_url);
    if (!message.reference_id.empty()) body["referenceId"] = json::key(message.reference_id);
    return body;
}

Result<service::vcalm::Round> read_round(const json::Reader& reader) {
    service::vcalm::Round round;
    const auto url = reader.string("exchange");
    if (!url) return url.error();
    round.url = std::string(*url);
    const auto request = reader.object("verifiablePresentationRequest");
    if (!request) return request.error();
    round.message.request = **request;
    if (reader.find("bare") != nullptr) {
        const auto bare = reader.boolean("bare");
        if (!bare) return bare.error();
        round.bare = *bare;
    }
    const auto reference = reader.optional_string("referenceId");
    if (!reference) return reference.error();
    round.message.reference_id = std::string(reference->value_or(""));
    return round;
}

}  // namespace

http::Response wallet_begin(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const auto link = json::Reader(body->get_object(), kRoot).string("url");
    if (!link) return fail(link.error(), request);
    const auto situation = services.participant.begin(request.params.at("issuer"), request.params.at("wallet"), *link,
                                                      actor_of(request, services));
    if (!situation && situation.error().code.starts_with("link-"))
        return fail({situation.error().code, situation.error().detail, "/url", situation.error().kind}, request);
    if (!situation) return fail(situation.error(), request);
    return answer(200, situation_json(*situation));
}

http::Response wallet_answer(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Reader reader(body->get_object(), kRoot);
    const auto round = read_round(reader);
    if (!round) return fail(round.error(), request);
    std::vector<std::string> credentials;
    if (reader.find("credentials") != nullptr) {
        const auto chosen = reader.array("credentials");
        if (!chosen) return fail(chosen.error(), request);
        for (const auto& one : **chosen) {
            if (!one.is_string()) return fail(malformed("wrong-type", "Ids are texts.", "/credentials"), request);
            credentials.emplace_back(json::view(one));
        }
    }
    const auto situation = services.participant.answer(request.params.at("issuer"), request.params.at("wallet"), *round,
                                                       credentials, actor_of(request, services));
    if (!situation) return fail(situation.error(), request);
    return answer(200, situation_json(*situation));
}

}  // namespace blason::api::vcalm
