// Key binding (RFC 9901 section 4.3): the holder signs what they show, to whom, and for what request.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jws.hpp"

namespace blason::sdjwt {

struct KeyBindingClaims {
    std::string_view nonce;
    std::string_view audience;
    Instant created;
    const json::Object* further = nullptr;  ///< claims beside these
};

/// The compact JWS to append to `bound` (Parts::bound). `hash`: that of the digests.
Result<std::string> make_key_binding(std::string_view bound, const KeyBindingClaims& claims, crypto::HashAlgorithm hash,
                                     const crypto::Signer& signer);

/// How old an answer may be, in seconds; and how far ahead the holder's clock.
inline constexpr std::int64_t kMaxAge = 3600;
inline constexpr std::int64_t kClockSkew = 60;

/// Section 7.3: type, signature, `sd_hash`, `iat` within kMaxAge of `now`, and that `nonce` and `aud` are there; what
/// they say is the caller's to compare. Gives the claims. Errors of jose::parse_compact, jose::verify and
/// jose::parse_claims; "jwt-typ", "kb-claims" (a claim is missing), "kb-hash" (made for other disclosures), "kb-time";
/// and, where it has `exp` or `nbf`, those of jose::check_times.
Result<json::Object> verify_key_binding(std::string_view key_binding, std::string_view bound,
                                        crypto::HashAlgorithm hash, const jose::Jwk& key, Instant now);

}  // namespace blason::sdjwt
