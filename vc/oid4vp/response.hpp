// The authorization response (OpenID4VP 1.0 section 8): what the wallet answers, in the clear or encrypted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/value.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "vc/oid4vp/client_metadata.hpp"

namespace blason::vc::oid4vp {

/// Section 8.5.
struct ErrorAnswer {
    std::string code;  ///< "access_denied", "vp_formats_not_supported", ...
    std::string description;
};

struct Response {
    json::Object vp_token;  ///< presentations by the id of their query (section 8.1); `vc/dcql` reads it further
    std::optional<ErrorAnswer> error;  ///< instead of the token
    std::string state;                 ///< empty: none
};

inline constexpr std::size_t kMaxResponseBytes = 2U << 20U;  ///< of the whole answer

/// The parameters of an answer as they go out: members of the encrypted payload; in a form objects are JSON texts.
json::Object write_response(const Response& response);
text::FormFields to_form(const json::Object& parameters);

/// Reads a posted form, each parameter there once. Errors "invalid_response", pointer to the parameter; kind TooLarge
/// beyond kMaxResponseBytes.
Result<Response> read_response(const text::FormFields& fields);
/// Reads the payload of an encrypted answer.
Result<Response> read_response(const json::Object& parameters);

/// Section 8.3: ECDH-ES to the verifier's key, with its `alg` and `kid`, and the first encryption it named that we
/// know. Error "invalid_request": there is no key for it.
Result<std::string> encrypt_response(const json::Object& parameters, const ClientMetadata& verifier,
                                     crypto::Random& random);
/// Error "invalid_response", in the same words whatever is wrong.
Result<json::Object> decrypt_response(std::string_view text, const crypto::KeyAgreement& key, std::string_view kid);

}  // namespace blason::vc::oid4vp
