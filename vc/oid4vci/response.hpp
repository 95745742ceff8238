// What an issuer answers (OpenID4VCI 1.0 sections 7.2, 8.3, 9.2), and the encryption of both directions (section 10).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/jose/jwe.hpp"
#include "engine/json/value.hpp"
#include "vc/oid4vci/request.hpp"

namespace blason::vc::oid4vci {

/// Credentials, or that they come later.
struct CredentialResponse {
    std::vector<json::Value> credentials;  ///< objects of ldp_vc, texts of the other formats
    std::string notification;              ///< `notification_id`; empty: none
    std::string transaction;               ///< `transaction_id`: they come later; then there are no credentials
    std::uint64_t interval = 0;            ///< seconds until it makes sense to ask again; read: a week at most
};

/// What draft 13 has beside: the nonce for the next request.
struct NextNonce {
    std::string nonce;
    std::uint64_t expires_in = 0;  ///< seconds
};

json::Object to_json(const CredentialResponse& response);
/// With `credential` for the one credential, and `c_nonce`.
json::Object to_draft13_json(const CredentialResponse& response, const NextNonce& next);
/// Both editions. Error "invalid-credential-response", with its pointer.
Result<CredentialResponse> parse_credential_response(const json::Value& value);

/// Encrypts an answer for the key of the request: JWE with the `alg` and `kid` of the key. Errors of
/// jose::encrypt_compact.
Result<std::string> encrypt_response(const json::Object& response, const ResponseEncryption& encryption,
                                     crypto::Random& random);
/// Encrypts a request for a key of the issuer's metadata (`credential_request_encryption.jwks`); `encryption`: one of
/// its `enc_values_supported`. Errors as above, "invalid-issuer-metadata" without a key that can be used.
Result<std::string> encrypt_request(const json::Object& request, const json::Value& jwks, std::string_view encryption,
                                    crypto::Random& random);
/// What was encrypted for us. Errors "jwe-refused", those of json::parse.
Result<json::Value> decrypt_message(std::string_view text, const crypto::KeyAgreement& key, std::string_view algorithm);

}  // namespace blason::vc::oid4vci
