// The certificates that the header of a token brings along.
#pragma once

#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/certificate.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::jwt {

/// `x5c` (RFC 7515 section 4.1.6): base64 of the DER of each, that of the signing key first; at most crypto::kMaxChain.
/// Nothing is verified. Errors "x5c-malformed", those of crypto::Certificate::from_der; pointer "/x5c".
Result<std::vector<crypto::Certificate>> certificate_chain(const json::Object& header);

}  // namespace blason::vc::jwt
