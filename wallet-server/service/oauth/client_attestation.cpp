#include "wallet-server/service/oauth/client_attestation.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::string_view kAttestationType[] = {"oauth-client-attestation+jwt"};
constexpr std::string_view kPossessionType[] = {"oauth-client-attestation-pop+jwt"};
constexpr std::size_t kMostBytes = 16U << 10U;
constexpr std::size_t kMostId = 512;
constexpr std::int64_t kSkewSeconds = 60;
constexpr std::int64_t kMostAgeSeconds = 300;

Error invalid(std::string detail) {
    return {"invalid_client_attestation", std::move(detail), "", ErrorKind::Unauthorized};
}

Result<jose::Jws> read(std::string_view token, std::string_view what) {
    if (token.size() > kMostBytes) return invalid(std::string(what) + " is too large.");
    auto jws = jose::parse_compact(token);
    if (!jws) return invalid(std::string(what) + " is no JWT.");
    return jws;
}

/// With the first of the provider's keys that the header may mean.
Result<jose::Jwt> verify_with(const jose::Jws& jws, const jose::JwkSet& keys, const jose::JwtRules& rules) {
    Error last = invalid("No key of this wallet provider fits the attestation.");
    const auto algorithm = jws.algorithm();
    if (!algorithm) return invalid("The attestation has an algorithm that is not taken.");
    for (const auto& key : keys.keys()) {
        if (!key.may_verify(*algorithm) || (!jws.kid().empty() && !key.kid.empty() && key.kid != jws.kid())) continue;
        auto jwt = jose::verify_jwt(jws, key, rules);
        if (jwt) return jwt;
        last = invalid("The attestation does not verify: " + jwt.error().detail);
    }
    return last;
}

Result<jose::Jwt> check_token(std::string_view token, const WalletProviders& providers, Instant now) {
    const auto jws = read(token, "The attestation");
    if (!jws) return jws.error();
    const auto claims = jose::parse_claims(jws->payload);
    if (!claims) return invalid("The claims of the attestation cannot be read.");
    const jose::JwtRules rules{
        .now = now, .skew_seconds = kSkewSeconds, .types = kAttestationType, .expiry_required = true};
    Error last = invalid("This wallet provider is not known here.");
    const auto* issuer = json::find(*claims, "iss");
    for (const auto& [name, keys] : providers) {
        if (issuer != nullptr && json::view(*issuer) != name) continue;
        auto jwt = verify_with(*jws, keys, rules);
        if (jwt) return jwt;
        last = std::move(jwt).error();
    }
    return last;
}

/// `cnf.jwk` (RFC 7800 section 3.2).
Result<jose::Jwk> instance_key(const json::Object& claims) {
    const auto* confirmation = json::find(claims, "cnf");
    const auto* jwk = confirmation != nullptr ? json::find(*confirmation, "jwk") : nullptr;
    if (jwk == nullptr || !jwk->is_object()) return invalid("The attestation vouches for no key (cnf.jwk).");
    auto key = jose::parse_jwk(jwk->get_object());
    if (!key) return invalid("The key of the attestation is none that is known here.");
    return key;
}

/// When the proof was made: `iat`; drafts before -06 say `exp` instead.
Result<void> check_age(const json::Object& claims, Instant now) {
    const auto* issued = json::find(claims, "iat");
    const auto* expires = json::find(claims, "exp");
    const auto seconds = [](const json::Value& value) {
        return value.is_double() ? static_cast<std::int64_t>(value.get_double()) : value.to_number<std::int64_t>();
    };
    if (issued == nullptr && expires == nullptr) return invalid("The proof of the attested key has no iat.");
    const bool old = issued != nullptr && seconds(*issued) + kMostAgeSeconds < now.seconds;
    const bool endless = expires != nullptr && seconds(*expires) > now.seconds + 2 * kMostAgeSeconds;
    if (old || endless) return invalid("The proof of the attested key is too old, or lasts too long.");
    return {};
}

}  // namespace

Result<CheckedAttestation> check_attestation(const AttestedRequest& request, const WalletProviders& providers,
                                             std::string_view issuer, Instant now) {
    const auto attestation = check_token(request.attestation, providers, now);
    if (!attestation) return attestation.error();
    const auto client = json::text_view(attestation->claims, "sub");
    if (client.empty()) return invalid("The attestation names no client (sub).");
    const auto key = instance_key(attestation->claims);
    if (!key) return key.error();

    const auto jws = read(request.possession, "The proof of the attested key");
    if (!jws) return jws.error();
    const auto proof = jose::verify_jwt(
        *jws, *key, {.now = now, .skew_seconds = kSkewSeconds, .types = kPossessionType, .audience = issuer});
    if (!proof) return invalid("The proof of the attested key does not verify: " + proof.error().detail);
    const auto& claims = proof->claims;
    if (json::find(claims, "iss") != nullptr && json::text_view(claims, "iss") != client)
        return invalid("The proof of the attested key is of another client (iss).");
    const auto id = json::text_view(claims, "jti");
    if (id.empty() || id.size() > kMostId) return invalid("The proof of the attested key has no jti.");
    if (auto age = check_age(claims, now); !age) return std::move(age).error();
    // Drafts before -06 call it nonce.
    const auto challenge = json::text_view(claims, "challenge").empty() ? json::text_view(claims, "nonce")
                                                                        : json::text_view(claims, "challenge");
    return CheckedAttestation{std::string(client),
                              key->key.thumbprint(),
                              std::string(id),
                              std::string(challenge),
                              {now.seconds + 2 * kMostAgeSeconds + 2 * kSkewSeconds, 0}};
}

}  // namespace blason::service::oauth
