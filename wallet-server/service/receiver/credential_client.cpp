#include "wallet-server/service/receiver/credential_client.hpp"

#include <algorithm>

#include "did/did_key.hpp"
#include "engine/crypto/content_encryption.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/issue.hpp"
#include "vc/oid4vci/proof.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/receiver/response_key.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::receiver {
namespace {

using vc::oid4vci::CredentialRequest;
using vc::oid4vci::Edition;
using vc::oid4vci::Proofs;

constexpr json::ParseLimits kLimits{.max_bytes = 2U << 20U, .max_depth = 64, .allow_nul = false};
constexpr std::string_view kJwtType = "application/jwt";
constexpr std::string_view kJsonType = "application/json";

bool is_encrypted(const net::FetchReply& reply) {
    const std::string_view type = reply.content_type;
    return text::equal_without_case(http::trim_ows(type.substr(0, type.find(';'))), kJwtType);
}

/// The newer nonce that a refusal names: in its error (OpenID4VCI 1.0 section 8.3.1.2: ask the nonce endpoint), or in
/// draft 13 beside it.
std::string nonce_of(const net::FetchReply& reply) {
    const auto body = json::parse(reply.body, {}, kLimits);
    return body ? badge_host::secret_text(*body, "c_nonce") : std::string();
}
bool is_about_nonce(const net::FetchReply& reply) {
    const auto body = json::parse(reply.body, {}, kLimits);
    return body && badge_host::foreign_text(*body, "error") == "invalid_nonce";
}

}  // namespace

Result<std::string> CredentialClient::fresh_nonce() {
    const auto& endpoint = discovered_.issuer.nonce_endpoint;
    if (endpoint.empty()) return token_.nonce;
    net::FetchRequest request;
    request.url = endpoint;
    request.method = "POST";
    request.accept = "application/json";
    const auto reply = http_.send(request);
    if (!reply) return reply.error();
    const auto body = json::parse(reply->body, {}, kLimits);
    auto nonce = body ? badge_host::secret_text(*body, "c_nonce") : std::string();
    if (reply->status < 200 || reply->status > 299 || nonce.empty())
        return unavailable("nonce-unavailable", "The issuer gives no nonce: " + reason_of(*reply) + ".");
    return nonce;
}

Result<Proofs> CredentialClient::make_proofs(const CredentialWish& wish, const std::string& nonce) {
    Proofs proofs{wish.plan.type, {}};
    const auto now = clock_();
    for (const auto& key : wish.keys) {
        const auto& public_key = key->public_key();
        if (wish.plan.type == "jwt") {
            const auto kid = wish.plan.binding == Binding::Did ? did::did_key_method(public_key) : std::string();
            auto proof = vc::oid4vci::make_jwt_proof(
                *key, {discovered_.issuer.credential_issuer, nonce, wish.client_id, kid, now});
            if (!proof) return std::move(proof).error();
            proofs.values.emplace_back(json::key(*proof));
            continue;
        }
        vc::PresentOptions options;
        options.created = whole_seconds(now);
        options.domain = discovered_.issuer.credential_issuer;
        if (!nonce.empty()) options.challenge = nonce;
        if (public_key.type() == crypto::KeyType::P256) options.cryptosuite = "ecdsa-rdfc-2019";
        auto proof = vc::present({}, *key, options, environment_);
        if (!proof) return std::move(proof).error();
        proofs.values.push_back(std::move(proof->document));
    }
    return proofs;
}

Result<CredentialRequest> CredentialClient::make_request(const CredentialWish& wish, const std::string& nonce,
                                                         Edition edition) {
    CredentialRequest request;
    request.edition = edition;
    const auto* configuration = discovered_.issuer.configuration(wish.configuration);
    const auto identifiers = token_.identifiers.find(wish.configuration);
    if (identifiers != token_.identifiers.end() && !identifiers->second.empty()) {
        request.identifier = identifiers->second.front();
    } else if (edition == Edition::Final) {
        request.configuration = wish.configuration;
    } else if (configuration != nullptr) {
        request.format = configuration->format;
        request.types = configuration->types;
        request.vct = configuration->vct;
    }
    if (wish.plan.binding == Binding::None) return request;
    auto proofs = make_proofs(wish, nonce);
    if (!proofs) return std::move(proofs).error();
    request.proofs = std::move(*proofs);
    return request;
}

Result<net::FetchReply> CredentialClient::send(const std::string& url, std::string text, std::string_view type,
                                               std::string_view accept) {
    net::FetchRequest request;
    request.url = url;
    request.method = "POST";
    request.accept = accept;
    request.content_type = type;
    request.body = std::move(text);
    return http_.send(request, token_.text, token_.bound);
}

Result<net::FetchReply> CredentialClient::post(const std::string& url, const json::Object& body) {
    return send(url, json::serialize(body), kJsonType, kJsonType);
}

Result<net::FetchReply> CredentialClient::post_request(const std::string& url, const json::Object& body,
                                                       bool answer_encrypted) {
    const auto accept = answer_encrypted ? kJwtType : kJsonType;
    const auto& support = discovered_.issuer.request_encryption;
    // Whoever sends the key of an answer encrypts the request, so that nobody else puts a key into it.
    if (!support || (!support->required && !answer_encrypted))
        return send(url, json::serialize(body), kJsonType, accept);
    const auto encryption =
        std::find_if(support->encryptions.begin(), support->encryptions.end(),
                     [](const auto& name) { return crypto::find_content_encryption(name) != nullptr; });
    if (encryption == support->encryptions.end())
        return refused("encryption-unsupported",
                       "The issuer wants requests encrypted in a way that is not known here.");
    auto text = vc::oid4vci::encrypt_request(body, support->jwks, *encryption, random_);
    if (!text) return std::move(text).error();
    return send(url, std::move(*text), kJwtType, accept);
}

Result<Delivered> CredentialClient::read(const net::FetchReply& reply, const crypto::KeyAgreement* key) {
    // RFC 6750 section 3.1.
    if (reply.status == 401)
        return refused("access-token-refused", "The issuer does not take the access token: " + reason_of(reply) + ".");
    if (reply.status != 200 && reply.status != 202)
        return refused("credential-refused", "The issuer gives no credential: " + reason_of(reply) + ".");
    // An answer that everybody can read, where it was to be encrypted, is not what was agreed on.
    if (is_encrypted(reply) != (key != nullptr))
        return refused("invalid-credential-response", "The answer is encrypted otherwise than was asked.");
    auto body = key == nullptr ? json::parse(reply.body, {}, kLimits)
                               : vc::oid4vci::decrypt_message(reply.body, *key, kResponseAlgorithm);
    if (!body) return std::move(body).error();
    auto response = vc::oid4vci::parse_credential_response(*body);
    if (!response) return std::move(response).error();
    Delivered delivered{{}, std::move(response->notification), std::move(response->transaction), response->interval};
    for (const auto& credential : response->credentials)
        delivered.credentials.push_back(credential.is_string() ? std::string(json::view(credential))
                                                               : json::serialize(credential));
    return delivered;
}

Result<Delivered> CredentialClient::request(const CredentialWish& wish) {
    auto response_key = make_response_key(discovered_.issuer, random_);
    if (!response_key) return std::move(response_key).error();
    auto nonce = wish.plan.binding == Binding::None ? Result(std::string()) : fresh_nonce();
    if (!nonce) return std::move(nonce).error();
    // Section 6 of draft 13: whoever gives the nonce with the token knows no endpoint for it.
    auto edition =
        discovered_.issuer.nonce_endpoint.empty() && !token_.nonce.empty() ? Edition::Draft13 : Edition::Final;
    const auto* key = *response_key ? (*response_key)->key.get() : nullptr;
    for (int attempt = 0;; ++attempt) {
        auto request = make_request(wish, *nonce, edition);
        if (!request) return std::move(request).error();
        if (*response_key) request->encryption = (*response_key)->asked;
        const auto reply =
            post_request(discovered_.issuer.credential_endpoint, vc::oid4vci::to_json(*request), key != nullptr);
        if (!reply) return reply.error();
        const bool refused_it = reply->status == 400 && attempt == 0;
        if (refused_it && is_about_nonce(*reply) && !discovered_.issuer.nonce_endpoint.empty()) {
            nonce = fresh_nonce();
            if (!nonce) return std::move(nonce).error();
            continue;
        }
        if (auto next = nonce_of(*reply); refused_it && !next.empty()) {
            nonce = std::move(next);
            edition = Edition::Draft13;
            continue;
        }
        return read(*reply, key);
    }
}

Result<Delivered> CredentialClient::deferred(std::string_view transaction) {
    auto response_key = make_response_key(discovered_.issuer, random_);
    if (!response_key) return std::move(response_key).error();
    const auto* key = *response_key ? (*response_key)->key.get() : nullptr;
    vc::oid4vci::DeferredRequest request{std::string(transaction), std::nullopt};
    if (*response_key) request.encryption = (*response_key)->asked;
    const auto reply =
        post_request(discovered_.issuer.deferred_endpoint, vc::oid4vci::to_json(request), key != nullptr);
    if (!reply) return reply.error();
    // Draft 13 says so with an error.
    const auto body = json::parse(reply->body, {}, kLimits);
    if (reply->status == 400 && body && badge_host::foreign_text(*body, "error") == "issuance_pending")
        return Delivered{{}, {}, request.transaction, 5};
    return read(*reply, key);
}

Result<void> CredentialClient::notify(const vc::oid4vci::Notification& notification) {
    const auto& endpoint = discovered_.issuer.notification_endpoint;
    if (endpoint.empty() || notification.id.empty()) return {};
    const auto reply = post(endpoint, vc::oid4vci::to_json(notification));
    if (!reply) return reply.error();
    if (reply->status >= 200 && reply->status <= 299) return {};
    return refused("notification-refused", "The issuer does not take the notification: " + reason_of(*reply) + ".");
}

}  // namespace blason::service::receiver
