#include "wallet-server/service/badge_host/oauth_client.hpp"

#include <algorithm>

#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::service::badge_host {
namespace {

constexpr json::ParseLimits kLimits{.max_bytes = 256U << 10U, .max_depth = 16, .allow_nul = false};
constexpr std::int64_t kUsualLifetime = 3600;  // seconds, where the host names none

/// `error` and `error_description` of RFC 6749 section 5.2, in the words of the host.
std::string reason_of(const net::FetchReply& reply) {
    const auto body = json::parse(reply.body, {}, kLimits);
    std::string out = "status " + std::to_string(reply.status);
    if (!body) return out;
    for (const auto* name : {"error", "error_description"}) {
        if (const auto text = foreign_text(*body, name); !text.empty()) out += ", " + text;
    }
    return out;
}

std::string base64(std::string_view text) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = (bits << 8U) | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k <= text.size() ? kAlphabet[(bits >> (18U - 6U * k)) & 63U] : '=';
    }
    return out;
}

/// RFC 6749 section 2.3.1: both halves are form-encoded first.
std::string basic(const Registration& registration) {
    const auto encoded = [](const std::string& text) { return form_encoded({{"", text}}).substr(1); };
    return "Basic " + base64(encoded(registration.client_id) + ":" + encoded(registration.client_secret));
}

Scopes split_scopes(std::string_view text) {
    Scopes out;
    while (!text.empty()) {
        const auto one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        if (!one.empty()) out.emplace_back(one);
    }
    return out;
}

Result<Tokens> read_tokens(const net::FetchReply& reply, const Scopes& asked, Instant now) {
    if (reply.status != 200) return refused("token-refused", "The host gives no token: " + reason_of(reply) + ".");
    const auto body = json::parse(reply.body, {}, kLimits);
    const auto incomplete = [](const char* what) {
        return malformed("token-incomplete", std::string("The host's token answer has no ") + what + ".");
    };
    if (!body) return incomplete("JSON");
    Tokens tokens;
    tokens.access_token = secret_text(*body, "access_token");
    if (tokens.access_token.empty()) return incomplete("access_token");
    if (!text::equal_without_case(secret_text(*body, "token_type"), "bearer")) return incomplete("token_type bearer");
    tokens.refresh_token = secret_text(*body, "refresh_token");
    // RFC 6749 section 5.1: without `scope` it is what was asked for.
    const auto* scope = json::find(*body, "scope");
    tokens.scopes = scope != nullptr && scope->is_string() ? split_scopes(json::view(*scope)) : asked;
    std::int64_t lifetime = kUsualLifetime;
    if (const auto* given = json::find(*body, "expires_in"); given != nullptr && given->is_int64())
        lifetime = std::clamp<std::int64_t>(given->get_int64(), 0, 10'000'000);
    tokens.expires = {now.seconds + lifetime, 0};
    return tokens;
}

}  // namespace

Scopes all_scopes() {
    Scopes out;
    for (const auto& scope : oauth::kKnownScopes) {
        // This client speaks the API of Open Badges 3.0 only.
        const auto& others = oauth::kBadgeConnectScopes;
        if (std::find(others.begin(), others.end(), scope.value) == others.end()) out.emplace_back(scope.value);
    }
    return out;
}

Result<Registration> OAuthClient::register_client(const ClientInfo& info, const Scopes& scopes) {
    json::Object body;
    body["client_name"] = info.name;
    body["client_uri"] = info.base_url;
    body["logo_uri"] = info.base_url + "/assets/blason.svg";
    body["tos_uri"] = info.base_url + "/terms";
    body["policy_uri"] = info.base_url + "/privacy";
    body["software_id"] = "blason";
    body["software_version"] = info.software_version;
    body["redirect_uris"] = json::Array{json::key(info.redirect_uri)};
    body["token_endpoint_auth_method"] = "client_secret_basic";
    body["grant_types"] = json::Array{"authorization_code", "refresh_token"};
    body["response_types"] = json::Array{"code"};
    body["scope"] = oauth::to_text(scopes);
    net::FetchRequest request;
    request.url = host_.registration_url;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/json";
    request.body = json::serialize(body);
    const auto reply = client_.fetch(request);
    if (!reply) return reply.error();
    if (reply->status != 201 && reply->status != 200) {
        return refused("registration-refused", "The host does not register us: " + reason_of(*reply) + ".");
    }
    const auto answer = json::parse(reply->body, {}, kLimits);
    Registration registration;
    if (answer) {
        registration.client_id = secret_text(*answer, "client_id");
        registration.client_secret = secret_text(*answer, "client_secret");
    }
    if (registration.client_id.empty() || registration.client_secret.empty())
        return malformed("registration-incomplete", "The host's registration has no client_id and client_secret.");
    registration.redirect_uri = info.redirect_uri;
    return registration;
}

Pending OAuthClient::authorization(const Registration& registration, const Scopes& scopes,
                                   crypto::Random& random) const {
    constexpr std::size_t kBytes = 32;
    Pending pending;
    pending.state = text::base64url_encode(random.bytes(kBytes));
    pending.verifier = text::base64url_encode(random.bytes(kBytes));
    pending.scopes = scopes;
    const Parameters parameters{
        {"response_type", "code"},
        {"client_id", registration.client_id},
        {"redirect_uri", registration.redirect_uri},
        {"scope", oauth::to_text(scopes)},
        {"state", pending.state},
        {"code_challenge", text::base64url_encode(crypto::sha256(pending.verifier).bytes())},
        {"code_challenge_method", "S256"},
    };
    const bool has_query = host_.authorization_url.find('?') != std::string::npos;
    pending.url = host_.authorization_url + (has_query ? "&" : "?") + form_encoded(parameters);
    return pending;
}

Result<std::string> OAuthClient::code_of(std::string_view query, const Pending& pending) const {
    const auto state = parameter(query, "state");
    if (!state || pending.state.empty() || *state != pending.state)
        return refused("authorization-state", "This answer does not belong to a question of ours.");
    // RFC 9207 section 2.4: an answer of another server than the one that was asked is a mix-up.
    const auto issuer = parameter(query, "iss");
    if ((issuer || host_.names_issuer) && issuer.value_or("") != host_.issuer)
        return refused("authorization-issuer", "The answer names another authorization server than the one asked.");
    if (const auto error = parameter(query, "error")) {
        const auto why = parameter(query, "error_description").value_or("");
        return refused("authorization-denied",
                       "The host grants no access: " + shortened(*error) + (why.empty() ? "." : ", " + shortened(why)));
    }
    auto code = parameter(query, "code");
    if (!code || code->empty()) return refused("authorization-code-missing", "The answer has no code.");
    return std::move(*code);
}

Result<net::FetchReply> OAuthClient::post_form(const std::string& url, const Registration& registration,
                                               std::string body) {
    net::FetchRequest request;
    request.url = url;
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "application/x-www-form-urlencoded";
    request.body = std::move(body);
    request.headers.emplace_back("Authorization", basic(registration));
    return client_.fetch(request);
}

Result<Tokens> OAuthClient::exchange(const Registration& registration, const Pending& pending, std::string_view code,
                                     Instant now) {
    const auto reply = post_form(host_.token_url, registration,
                                 form_encoded({{"grant_type", "authorization_code"},
                                               {"code", std::string(code)},
                                               {"redirect_uri", registration.redirect_uri},
                                               {"scope", oauth::to_text(pending.scopes)},
                                               {"code_verifier", pending.verifier}}));
    if (!reply) return reply.error();
    return read_tokens(*reply, pending.scopes, now);
}

Result<Tokens> OAuthClient::refresh(const Registration& registration, const Tokens& tokens, Instant now) {
    const auto reply = post_form(host_.refresh_url, registration,
                                 form_encoded({{"grant_type", "refresh_token"},
                                               {"refresh_token", tokens.refresh_token},
                                               {"scope", oauth::to_text(tokens.scopes)}}));
    if (!reply) return reply.error();
    auto fresh = read_tokens(*reply, tokens.scopes, now);
    if (fresh && fresh->refresh_token.empty()) fresh->refresh_token = tokens.refresh_token;
    return fresh;
}

Result<void> OAuthClient::revoke(const Registration& registration, std::string_view token, std::string_view type_hint) {
    if (host_.revocation_url.empty() || token.empty()) return {};
    const auto reply =
        post_form(host_.revocation_url, registration,
                  form_encoded({{"token", std::string(token)}, {"token_type_hint", std::string(type_hint)}}));
    if (!reply) return reply.error();
    if (reply->status == 200) return {};
    return refused("revocation-refused", "The host does not revoke the token: " + reason_of(*reply) + ".");
}

}  // namespace blason::service::badge_host
