// JSON Web Signature (RFC 7515): compact, detached and JSON serialization. Reading and verifying are two steps, because
// the key is looked up by what the header says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jwk_set.hpp"

namespace blason::jose {

inline constexpr std::size_t kMaxJwsBytes = 1U << 20U;
inline constexpr std::size_t kMaxSignatures = 8;

/// One signature over one payload, read but not verified: nothing in it may be believed before `verify` said so.
/// Members of the header that bring a key along (`jwk`, `jku`, `x5c`, `x5u`) are never looked at.
struct Jws {
    json::Object header;       ///< the protected header
    json::Object unprotected;  ///< only of the JSON serialization: not signed
    Bytes payload;
    Bytes signature;
    std::string signing_input;

    [[nodiscard]] std::string_view kid() const;  ///< of the protected header, else of the other; may be empty
    [[nodiscard]] std::string_view typ() const;  ///< of the protected header only; may be empty
    /// Error "alg-not-allowed": absent, none, a MAC, or anything that is not in the table.
    [[nodiscard]] Result<crypto::SignatureAlgorithm> algorithm() const;
};

/// Errors "jose-size", "jws-malformed", "jose-header".
Result<Jws> parse_compact(std::string_view text);
/// RFC 7515 appendix F: `text` has an empty payload part, the payload comes from elsewhere.
Result<Jws> parse_detached(std::string_view text, ByteView payload);
/// General and flattened (RFC 7515 section 7.2): one Jws for each signature. Every signature needs a protected header
/// with `alg`. Errors also "jws-malformed" with the pointer.
Result<std::vector<Jws>> parse_json(const json::Value& value);

/// Errors "alg-not-allowed", "key-alg-mismatch" (the header does not agree with the key), "jose-crit" and
/// "signature-invalid". `understood`: names in `crit` that the caller will act on; never "b64".
Result<void> verify(const Jws& jws, const Jwk& key, std::span<const std::string_view> understood = {});

/// `alg` is written for you, in front of the other members of the header. Error "key-alg-mismatch".
Result<std::string> sign_compact(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm,
                                 const json::Object& header, ByteView payload);
Result<std::string> sign_detached(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm,
                                  const json::Object& header, ByteView payload);

struct SigningPart {
    const crypto::Signer* signer;
    crypto::SignatureAlgorithm algorithm;
    json::Object header;
    json::Object unprotected;  ///< no name in common with `header`
};
Result<json::Object> sign_flattened(const SigningPart& part, ByteView payload);
Result<json::Object> sign_general(std::span<const SigningPart> parts, ByteView payload);

}  // namespace blason::jose
