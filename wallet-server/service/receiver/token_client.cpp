#include "wallet-server/service/receiver/token_client.hpp"

#include <algorithm>

#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"

namespace blason::service::receiver {
namespace {

using badge_host::foreign_text;
using badge_host::form_encoded;
using badge_host::secret_text;
using Parameters = badge_host::Parameters;

constexpr json::ParseLimits kLimits{.max_bytes = 256U << 10U, .max_depth = 32, .allow_nul = false};
constexpr std::size_t kRandomBytes = 32;

net::FetchRequest form(const std::string& url, const Parameters& parameters) {
    net::FetchRequest request;
    request.url = url;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/x-www-form-urlencoded";
    request.body = form_encoded(parameters);
    return request;
}

std::map<std::string, std::vector<std::string>> identifiers_of(const json::Value& body) {
    std::map<std::string, std::vector<std::string>> found;
    const auto* details = json::find(body, "authorization_details");
    if (details == nullptr || !details->is_array()) return found;
    for (const auto& detail : details->get_array()) {
        const auto* identifiers = json::find(detail, "credential_identifiers");
        if (identifiers == nullptr || !identifiers->is_array()) continue;
        auto& list = found[secret_text(detail, "credential_configuration_id")];
        for (const auto& identifier : identifiers->get_array())
            if (identifier.is_string()) list.emplace_back(json::view(identifier));
    }
    return found;
}

/// OpenID4VCI 1.0 section 5.1.1; `locations` only where the issuer names its servers.
std::string details_for(const std::vector<std::string>& configurations, const vc::oid4vci::IssuerMetadata& issuer) {
    json::Array details;
    for (const auto& id : configurations) {
        json::Object detail;
        detail["type"] = "openid_credential";
        detail["credential_configuration_id"] = json::key(id);
        if (!issuer.authorization_servers.empty())
            detail["locations"] = json::Array{json::key(issuer.credential_issuer)};
        details.push_back(std::move(detail));
    }
    return json::serialize(details);
}

/// Scopes of the configurations; empty when one of them has none.
std::string scopes_for(const std::vector<std::string>& configurations, const vc::oid4vci::IssuerMetadata& issuer) {
    std::string scopes;
    for (const auto& id : configurations) {
        const auto* configuration = issuer.configuration(id);
        if (configuration == nullptr || configuration->scope.empty()) return {};
        scopes.append(scopes.empty() ? "" : " ").append(configuration->scope);
    }
    return scopes;
}

}  // namespace

std::string reason_of(const net::FetchReply& reply) {
    const auto body = json::parse(reply.body, {}, kLimits);
    std::string out = "status " + std::to_string(reply.status);
    if (!body) return out;
    for (const auto* name : {"error", "error_description"})
        if (const auto text = foreign_text(*body, name); !text.empty()) out += ", " + text;
    return out;
}

Result<void> check_tx_code(const vc::oid4vci::CredentialOffer& offer, std::string_view tx_code) {
    const auto& asked = offer.pre_authorized ? offer.pre_authorized->tx_code : std::nullopt;
    if (!asked) {
        if (tx_code.empty()) return {};
        return refused("tx-code-unasked", "The offer asks for no transaction code.");
    }
    if (tx_code.empty()) return refused("tx-code-needed", "The offer asks for the code that its issuer sent.");
    const bool digits = std::all_of(tx_code.begin(), tx_code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if ((asked->input_mode == "numeric" && !digits) || (asked->length && *asked->length != tx_code.size()))
        return refused("tx-code-form", "The transaction code is of another length, or has other characters.");
    return {};
}

Result<AccessToken> TokenClient::ask_token(const Parameters& parameters) {
    const auto reply = http_.send(form(discovered_.server.token_endpoint, parameters));
    if (!reply) return reply.error();
    if (reply->status != 200) {
        // A server in trouble may give one later; what is awaited until then is not given up.
        const bool later = reply->status == 429 || reply->status >= 500;
        return Error{"token-refused", "The issuer's authorization server gives no token: " + reason_of(*reply) + ".",
                     "", later ? ErrorKind::Unavailable : ErrorKind::Refused};
    }
    const auto body = json::parse(reply->body, {}, kLimits);
    const auto incomplete = [](const char* what) {
        return malformed("token-incomplete", std::string("The token answer has no ") + what + ".");
    };
    if (!body) return incomplete("JSON");
    AccessToken token;
    token.text = secret_text(*body, "access_token");
    if (token.text.empty()) return incomplete("access_token");
    const auto type = secret_text(*body, "token_type");
    token.bound = text::equal_without_case(type, "DPoP");
    if (!token.bound && !text::equal_without_case(type, "Bearer")) return incomplete("token_type that is known here");
    token.identifiers = identifiers_of(*body);
    token.nonce = secret_text(*body, "c_nonce");
    token.refresh = secret_text(*body, "refresh_token");
    return token;
}

Result<AccessToken> TokenClient::refresh(const AccessToken& ended, const std::string& client_id) {
    if (ended.refresh.empty()) return refused("grant-missing", "There is no refresh token.");
    Parameters parameters{{"grant_type", "refresh_token"}, {"refresh_token", ended.refresh}};
    if (!client_id.empty()) parameters.emplace_back("client_id", client_id);
    auto token = ask_token(parameters);
    if (!token) return token;
    // What the server does not say again stays as it was.
    if (token->refresh.empty()) token->refresh = ended.refresh;
    if (token->identifiers.empty()) token->identifiers = ended.identifiers;
    if (token->nonce.empty()) token->nonce = ended.nonce;
    return token;
}

Result<AccessToken> TokenClient::redeem(std::string_view tx_code) {
    const auto& grant = discovered_.offer.pre_authorized;
    if (!grant) return refused("grant-missing", "The offer has no pre-authorized code.");
    if (auto checked = check_tx_code(discovered_.offer, tx_code); !checked) return std::move(checked).error();
    Parameters parameters{{"grant_type", std::string(vc::oid4vci::kPreAuthorizedCode)},
                          {"pre-authorized_code", grant->code}};
    if (!tx_code.empty()) {
        parameters.emplace_back("tx_code", tx_code);
        parameters.emplace_back("user_pin", tx_code);  // as drafts up to 12 call it; others pass it over
    }
    return ask_token(parameters);
}

Result<std::string> TokenClient::client_id(const WalletClient& client) {
    if (!client.client_id.empty()) return client.client_id;
    const std::string home(badge_host::origin(client.redirect_uri));
    const auto& endpoint = discovered_.server.registration_endpoint;
    if (endpoint.empty()) return home;
    json::Object body;
    body["client_name"] = "Blason";
    body["client_uri"] = json::key(home + "/");
    body["logo_uri"] = json::key(home + "/assets/blason.svg");
    body["tos_uri"] = json::key(home + "/terms");
    body["policy_uri"] = json::key(home + "/privacy");
    body["software_id"] = "blason";
    body["software_version"] = "1";
    body["redirect_uris"] = json::Array{json::key(client.redirect_uri)};
    body["token_endpoint_auth_method"] = "none";
    body["grant_types"] = json::Array{"authorization_code", "refresh_token"};
    body["response_types"] = json::Array{"code"};
    // Registration of Open Badges hosts asks for a scope that they know; credentials need none.
    body["scope"] = "offline_access";
    net::FetchRequest request;
    request.url = endpoint;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/json";
    request.body = json::serialize(body);
    const auto reply = http_.send(request);
    if (!reply) return reply.error();
    const auto answer = json::parse(reply->body, {}, kLimits);
    const auto id = answer ? secret_text(*answer, "client_id") : std::string();
    if ((reply->status != 200 && reply->status != 201) || id.empty())
        return refused("registration-refused", "The server does not register us: " + reason_of(*reply) + ".");
    return id;
}

Result<std::string> TokenClient::push(const Parameters& parameters) {
    const auto reply = http_.send(form(discovered_.server.par_endpoint, parameters));
    if (!reply) return reply.error();
    const auto body = json::parse(reply->body, {}, kLimits);
    const auto uri = body ? secret_text(*body, "request_uri") : std::string();
    if ((reply->status != 200 && reply->status != 201) || uri.empty())
        return refused("authorization-refused", "The server does not take the request: " + reason_of(*reply) + ".");
    return uri;
}

Result<PendingAuthorization> TokenClient::authorize(const WalletClient& client,
                                                    const std::vector<std::string>& configurations) {
    const auto& server = discovered_.server;
    if (server.authorization_endpoint.empty())
        return refused("grant-missing", "The issuer's authorization server has no page to ask at.");
    auto id = client_id(client);
    if (!id) return std::move(id).error();
    PendingAuthorization pending{{},
                                 text::base64url_encode(random_.bytes(kRandomBytes)),
                                 text::base64url_encode(random_.bytes(kRandomBytes)),
                                 std::move(*id),
                                 client.redirect_uri};
    Parameters parameters{{"response_type", "code"},
                          {"client_id", pending.client_id},
                          {"redirect_uri", pending.redirect_uri},
                          {"state", pending.state},
                          {"code_challenge", text::base64url_encode(crypto::sha256(pending.verifier).bytes())},
                          {"code_challenge_method", "S256"}};
    // Section 5.1.2: by scope where there is one and details are not known.
    const auto scopes = scopes_for(configurations, discovered_.issuer);
    if (server.takes_details || scopes.empty()) {
        parameters.emplace_back("authorization_details", details_for(configurations, discovered_.issuer));
    } else {
        parameters.emplace_back("scope", scopes);
    }
    const auto& grant = discovered_.offer.authorization_code;
    if (grant && !grant->issuer_state.empty()) parameters.emplace_back("issuer_state", grant->issuer_state);
    if (!server.par_endpoint.empty()) {
        auto uri = push(parameters);
        if (!uri) return std::move(uri).error();
        parameters = {{"client_id", pending.client_id}, {"request_uri", std::move(*uri)}};
    } else if (server.par_required) {
        return malformed("authorization-server-metadata", "Requests are to be pushed, and there is nowhere to.");
    }
    const bool has_query = server.authorization_endpoint.find('?') != std::string::npos;
    pending.url = server.authorization_endpoint + (has_query ? "&" : "?") + form_encoded(parameters);
    return pending;
}

Result<AccessToken> TokenClient::returned(std::string_view query, const PendingAuthorization& pending) {
    const auto state = badge_host::parameter(query, "state");
    if (!state || pending.state.empty() || *state != pending.state)
        return refused("authorization-state", "This answer does not belong to a question of ours.");
    // RFC 9207 section 2.4: an answer of another server than the one that was asked is a mix-up.
    const auto issuer = badge_host::parameter(query, "iss");
    if ((issuer || discovered_.server.names_issuer) && issuer.value_or("") != discovered_.server.issuer)
        return refused("authorization-issuer", "The answer names another authorization server than the one asked.");
    if (const auto error = badge_host::parameter(query, "error"))
        return refused("authorization-denied", "The server grants no access: " + badge_host::shortened(*error) + ".");
    const auto code = badge_host::parameter(query, "code");
    if (!code || code->empty()) return refused("authorization-code-missing", "The answer has no code.");
    return ask_token({{"grant_type", "authorization_code"},
                      {"code", *code},
                      {"redirect_uri", pending.redirect_uri},
                      {"client_id", pending.client_id},
                      {"code_verifier", pending.verifier}});
}

}  // namespace blason::service::receiver
