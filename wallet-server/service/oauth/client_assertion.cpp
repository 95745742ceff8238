#include "wallet-server/service/oauth/client_assertion.hpp"

#include "engine/text/base64url.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kMostBytes = 8192;
constexpr std::size_t kMostId = 512;
constexpr std::int64_t kSkewSeconds = 60;
constexpr std::int64_t kLifetimeSeconds = 60;

Error invalid(std::string detail) {
    return {"invalid_client", std::move(detail), "", ErrorKind::Unauthorized};
}

bool is_ours(std::string_view audience, std::span<const std::string> audiences) {
    return std::find(audiences.begin(), audiences.end(), audience) != audiences.end();
}

/// parse_claims has seen to it that `aud` is a text or an array of texts.
bool all_ours(const json::Object& claims, std::span<const std::string> audiences) {
    const auto* stated = json::find(claims, "aud");
    if (stated == nullptr) return false;
    if (stated->is_string()) return is_ours(json::view(*stated), audiences);
    const auto& list = stated->get_array();
    return !list.empty() && std::all_of(list.begin(), list.end(),
                                        [&](const json::Value& one) { return is_ours(json::view(one), audiences); });
}

/// The key of the client's set that the header means.
const jose::Jwk* key_for(const jose::JwkSet& keys, const jose::Jws& jws, crypto::SignatureAlgorithm algorithm) {
    if (!jws.kid().empty()) return keys.find(jws.kid(), algorithm);
    const jose::Jwk* only = nullptr;
    for (const auto& key : keys.keys()) {
        if (!key.may_verify(algorithm)) continue;
        if (only != nullptr) return nullptr;
        only = &key;
    }
    return only;
}

}  // namespace

std::string claimed_client(std::string_view assertion) {
    if (assertion.size() > kMostBytes) return {};
    const auto jws = jose::parse_compact(assertion);
    if (!jws) return {};
    const auto claims = jose::parse_claims(jws->payload);
    return claims ? json::text_of(*claims, "sub") : std::string();
}

Result<CheckedAssertion> check_client_assertion(std::string_view assertion, const Client& client,
                                                std::span<const std::string> audiences, Instant now) {
    const auto jws = jose::parse_compact(assertion);
    const auto keys = jose::JwkSet::from_json(client.metadata.jwks);
    if (!jws || !keys) return invalid("The client_assertion is no JWT.");
    const auto algorithm = jws->algorithm();
    if (!algorithm) return invalid("The client_assertion has an algorithm that is not taken.");
    const auto* key = key_for(*keys, *jws, *algorithm);
    if (key == nullptr) return invalid("The client_assertion names no key that the client registered.");
    const auto jwt = jose::verify_jwt(
        *jws, *key, {.now = now, .skew_seconds = kSkewSeconds, .issuer = client.id, .expiry_required = true});
    if (!jwt) return invalid("The client_assertion does not verify: " + jwt.error().detail);
    const auto& claims = jwt->claims;
    if (json::text_view(claims, "sub") != client.id) return invalid("sub of the client_assertion is not the client.");
    if (!all_ours(claims, audiences)) return invalid("The client_assertion is for another server (aud).");
    const auto id = json::text_view(claims, "jti");
    if (id.empty() || id.size() > kMostId) return invalid("The client_assertion has no jti.");
    const auto* exp = json::find(claims, "exp");
    const auto expires =
        exp->is_double() ? static_cast<std::int64_t>(exp->get_double()) : exp->to_number<std::int64_t>();
    if (expires > now.seconds + kMostAssertionSeconds + kSkewSeconds)
        return invalid("The client_assertion lasts longer than ten minutes.");
    return CheckedAssertion{std::string(id), {expires + kSkewSeconds + 1, 0}};
}

Result<std::string> make_client_assertion(const crypto::Signer& signer, std::string_view client_id,
                                          std::string_view audience, Instant now, crypto::Random& random) {
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return refused("key-alg-mismatch", "This key does not sign.");
    json::Object claims;
    claims["iss"] = json::key(client_id);
    claims["sub"] = json::key(client_id);
    claims["aud"] = json::key(audience);
    claims["jti"] = json::key(text::base64url_encode(random.bytes(16)));
    claims["iat"] = now.seconds;
    claims["exp"] = now.seconds + kLifetimeSeconds;
    return jose::sign_jwt(signer, *algorithm, "JWT", {}, claims);
}

}  // namespace blason::service::oauth
