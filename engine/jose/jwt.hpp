// JSON Web Token (RFC 7519, RFC 8725): a JWS whose payload is a set of claims.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/jose/jws.hpp"

namespace blason::jose {

struct JwtRules {
    Instant now;
    std::int64_t skew_seconds = 60;             ///< how far two clocks may be apart
    std::span<const std::string_view> types{};  ///< accepted `typ` (RFC 8725 section 3.11); empty: any or none
    std::string_view issuer{};                  ///< `iss` must be this; empty: not checked
    std::string_view audience{};                ///< must be `aud` or in it; empty: not checked
    bool expiry_required = false;
    std::span<const std::string_view> understood{};  ///< names in `crit` that the caller acts on
};

struct Jwt {
    json::Object header;
    json::Object claims;
};

/// Whether the registered claims are of the types that parse_claims asks for. Error "claims-malformed".
Result<void> check_claims(const json::Object& claims);
/// The claims of a payload, with the registered ones (RFC 7519 section 4.1) of the right type: texts, `aud` a text or
/// an array of texts, dates between 1970 and the year 9999. Error "claims-malformed".
/// `storage`: where they live.
Result<json::Object> parse_claims(ByteView payload, json::Storage storage = {});
/// RFC 7515 section 4.1.9: `typ` and `cty` are media types, of which "application/" may be left out; case is ignored.
bool same_media_type(std::string_view a, std::string_view b);
/// Whether `aud` is this audience, or has it in its list.
bool is_for(const json::Object& claims, std::string_view audience);
/// `exp`, `nbf` and `iat`, of claims that parse_claims has let through. Errors "jwt-expired", "jwt-not-yet-valid".
Result<void> check_times(const json::Object& claims, Instant now, std::int64_t skew_seconds = 60);
/// Signature, `typ` and claims. Errors of jose::verify and parse_claims; "jwt-typ", "jwt-issuer", "jwt-audience",
/// "jwt-expired", "jwt-not-yet-valid" (`nbf` or `iat` in the future), "jwt-expiry-missing".
Result<Jwt> verify_jwt(const Jws& jws, const Jwk& key, const JwtRules& rules);
/// `typ` is set when it is not empty.
Result<std::string> sign_jwt(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm, std::string_view typ,
                             std::string_view kid, const json::Object& claims);

}  // namespace blason::jose
