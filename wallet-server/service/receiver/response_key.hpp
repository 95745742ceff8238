// The key an issuer encrypts its answer for: a new one for each request (OpenID4VCI 1.0 section 10).
#pragma once

#include <memory>
#include <optional>

#include "engine/crypto/key_agreement.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/request.hpp"

namespace blason::service::receiver {

struct ResponseKey {
    std::unique_ptr<crypto::KeyAgreement> key;
    vc::oid4vci::ResponseEncryption asked;
};

inline constexpr const char* kResponseAlgorithm = "ECDH-ES";

/// Nothing where the issuer does not insist. Error "encryption-unsupported": it insists on what is not known here.
Result<std::optional<ResponseKey>> make_response_key(const vc::oid4vci::IssuerMetadata& issuer, crypto::Random& random);

}  // namespace blason::service::receiver
