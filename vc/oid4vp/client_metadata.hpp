// What a verifier says about itself (OpenID4VP 1.0 section 5.1, client_metadata): its name, the formats it reads, the
// keys that answers are encrypted to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/content_encryption.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vp {

struct ClientMetadata {
    std::vector<jose::Jwk> keys;                         ///< those that we can read; others are passed over
    std::vector<crypto::ContentEncryption> encryptions;  ///< those that we can do, in the order of the verifier
    json::Object formats;                                ///< `vp_formats_supported`; empty: not said
    std::string name;                                    ///< `client_name`; empty: not said
    std::string logo_uri;

    /// The first key that an answer can be encrypted to; nullptr when there is none.
    [[nodiscard]] const jose::Jwk* encryption_key() const;
};

/// Unknown members are passed over. Errors "invalid_request", pointer below /client_metadata.
Result<ClientMetadata> read_client_metadata(const json::Value& value);

/// The formats in which we read presentations, with all algorithms and suites that we verify: `vp_formats_supported`
/// (section 11.1).
json::Object supported_formats();

}  // namespace blason::vc::oid4vp
