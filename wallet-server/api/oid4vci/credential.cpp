// The endpoints behind an access token: credential, deferred credential, notification; and the nonces for proofs.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/oid4vci/errors.hpp"
#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oid4vci/answers.hpp"
#include "wallet-server/api/oid4vci/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::api::oid4vci {
namespace {

namespace wire = vc::oid4vci;
using service::oid4vci::Asking;
using service::oid4vci::MessageKeys;

/// A body, and whether nobody on the way could read or change it.
struct Message {
    json::Value body;
    bool encrypted = false;
};

bool has_type(const http::Request& request, std::string_view wanted) {
    const auto type = request.fields.find("Content-Type").value_or("");
    return text::equal_without_case(http::trim_ows(type.substr(0, type.find(';'))), wanted);
}

/// Section 10: JSON, or a JWE of JSON.
Result<Message> read_message(const http::Request& request, const std::string& org, Services& services,
                             std::string_view code) {
    const json::ParseLimits limits{.max_bytes = 512U << 10U, .max_depth = 64, .allow_nul = false};
    if (has_type(request, "application/json")) {
        auto body = json::parse(request.body, {}, limits);
        if (!body) return wire::refusal(code, "The body of this request is no JSON: " + body.error().detail);
        return Message{std::move(*body), false};
    }
    if (!has_type(request, "application/jwt"))
        return wire::refusal(code, "The body of this request is application/json, or application/jwt when encrypted.");
    const auto key = services.credential_issuer.message_keys.key(org);
    if (!key) return key.error();
    auto body = wire::decrypt_message(request.body, **key, MessageKeys::kAlgorithm);
    if (!body) return wire::refusal(wire::kInvalidEncryption, "This request was not encrypted for this issuer.");
    return Message{std::move(*body), true};
}

/// Section 8.2: whoever wants an encrypted answer encrypts the request, or somebody on the way could put in another
/// key. Wallets of draft 13, which had no such requests, may do without.
Result<void> check_encryption(const std::optional<wire::ResponseEncryption>& wanted, bool encrypted,
                              wire::Edition edition) {
    if (!wanted || encrypted || edition == wire::Edition::Draft13) return {};
    return wire::refusal(wire::kInvalidEncryption, "A request for an encrypted answer is encrypted itself.",
                         "/credential_response_encryption");
}

http::Response reply(int status, const json::Object& body, const std::optional<wire::ResponseEncryption>& encryption) {
    if (!encryption) return oauth::unstored(status, body);
    const auto text = wire::encrypt_response(body, *encryption, crypto::system_random());
    if (!text) return refusal(wire::refusal(wire::kInvalidEncryption, "The answer cannot be encrypted for this key."));
    auto response = http::Response::text(status, *text);
    response.fields.set("Content-Type", "application/jwt");
    response.fields.set("Cache-Control", "no-store");
    return response;
}

int status_of(const wire::CredentialResponse& response) {
    return response.transaction.empty() ? 200 : 202;
}

wire::NextNonce next_nonce(Services& services) {
    const auto nonce = services.credential_issuer.proofs.new_nonce();
    return {nonce.text, static_cast<std::uint64_t>(service::ChallengeBox::kLifetime.count())};
}

/// Draft 13 section 7.3.1.2: with the nonce that the next proof has to have.
http::Response refusal_of_draft13(Error error, Services& services) {
    if (error.code == wire::kInvalidNonce) error.code = wire::kInvalidProof;
    auto response = refusal(error);
    if (error.code != wire::kInvalidProof) return response;
    auto body = json::parse(response.body);
    if (!body || !body->is_object()) return response;
    const auto next = next_nonce(services);
    body->get_object()["c_nonce"] = json::key(next.nonce);
    body->get_object()["c_nonce_expires_in"] = next.expires_in;
    return oauth::unstored(response.status, *body);
}

/// Draft 13 section 9.3.
http::Response still_pending(const wire::CredentialResponse& later) {
    return oauth::unstored(400, json::Object{{"error", "issuance_pending"}, {"interval", later.interval}});
}

/// The token, and that it is of the organisation that is asked here.
Result<service::oauth::Access> access_of(const http::Request& request, Services& services) {
    auto access = oauth::check_token(request, services);
    if (!access) return access;
    const auto org = organisation_of(request, services);
    if (!org) return org.error();
    if (*org != access->org)
        return Error{"insufficient_scope", "This access token was not granted for that.", "", ErrorKind::Forbidden};
    return access;
}

service::Actor actor_for(const http::Request& request, const service::oauth::Access& access) {
    return {access.client.empty() ? "wallet" : "client:" + access.client, request.request_id};
}

}  // namespace

http::Response nonce(const http::Request&, Services& services) {
    const auto next = next_nonce(services);
    auto response = oauth::unstored(200, json::Object{{"c_nonce", json::key(next.nonce)}});
    // RFC 9449 section 8.2: a wallet may have the nonce of its first DPoP proof from here.
    response.fields.set("DPoP-Nonce", services.dpop.next_nonce());
    return response;
}

http::Response credential(const http::Request& request, Services& services) {
    const auto access = access_of(request, services);
    if (!access) return refusal_of_token(access.error(), services);
    const auto message = read_message(request, access->org, services, wire::kInvalidCredentialRequest);
    if (!message) return refusal(message.error());
    const auto asked = wire::parse_credential_request(message->body);
    if (!asked) return refusal(asked.error());
    const auto& encryption = asked->encryption;
    if (auto kept = check_encryption(encryption, message->encrypted, asked->edition); !kept)
        return refusal(kept.error());
    const auto response = services.credential_issuer.issuance.issue(
        *asked, {*access, credential_issuer_of(request, services), asked->edition}, actor_for(request, *access));
    const bool draft13 = asked->edition == wire::Edition::Draft13;
    if (!response) {
        if (response.error().code == "insufficient_scope") return refusal_of_token(response.error(), services);
        return draft13 ? refusal_of_draft13(response.error(), services) : refusal(response.error());
    }
    return reply(status_of(*response), draft13 ? to_draft13_json(*response, next_nonce(services)) : to_json(*response),
                 encryption);
}

http::Response deferred(const http::Request& request, Services& services) {
    const auto access = access_of(request, services);
    if (!access) return refusal_of_token(access.error(), services);
    const auto message = read_message(request, access->org, services, wire::kInvalidCredentialRequest);
    if (!message) return refusal(message.error());
    const auto asked = wire::parse_deferred_request(message->body);
    if (!asked) return refusal(asked.error());
    auto& issuance = services.credential_issuer.issuance;
    const auto edition = issuance.edition_of(asked->transaction);
    if (auto kept = check_encryption(asked->encryption, message->encrypted, edition); !kept)
        return refusal(kept.error());
    const auto response =
        issuance.fetch(*asked, {*access, credential_issuer_of(request, services)}, actor_for(request, *access));
    if (!response) return refusal(response.error());
    if (edition == wire::Edition::Final) return reply(status_of(*response), to_json(*response), asked->encryption);
    if (!response->transaction.empty()) return still_pending(*response);
    return reply(200, to_draft13_json(*response, next_nonce(services)), asked->encryption);
}

http::Response notification(const http::Request& request, Services& services) {
    const auto access = access_of(request, services);
    if (!access) return refusal_of_token(access.error(), services);
    if (!has_type(request, "application/json"))
        return refusal(wire::refusal(wire::kInvalidNotification, "A notification is application/json."));
    const auto message = read_message(request, access->org, services, wire::kInvalidNotification);
    if (!message) return refusal(message.error());
    const auto told = wire::parse_notification(message->body);
    if (!told) return refusal(told.error());
    const auto noted = services.credential_issuer.issuance.note(*told, *access, actor_for(request, *access));
    if (!noted) return refusal(noted.error());
    http::Response response;
    response.status = 204;
    response.fields.set("Cache-Control", "no-store");
    return response;
}

}  // namespace blason::api::oid4vci
