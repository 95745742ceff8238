// A presentation as JWT the way VCDM 1.1 has it (section 6.3.1), which is what `jwt_vc_json` of OpenID4VP means.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "vc/issue.hpp"

namespace blason::vc::presentation {

/// A JWT whose claim `vp` holds the token `credential` (a compact JWS). `iss` is the holder, `aud` the domain, `nonce`
/// the challenge of the options; the holder and the verification method are those of the key's did:key where the
/// options name none. Errors of jwt::algorithm_of and of the signer; "holder-key-mismatch" (a holder that is not the
/// key, and no verification method).
Result<std::string> sign_jwt_vp(std::string_view credential, const crypto::Signer& holder,
                                const PresentOptions& options);

}  // namespace blason::vc::presentation
