// One presentation of one credential, for one verifier and one request, in the form that its format has in OpenID4VP
// 1.0 Appendix B.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"
#include "vc/issue.hpp"
#include "vc/presentation/held.hpp"
#include "vc/presentation/transaction_data.hpp"

namespace blason::vc::presentation {

/// The credential with nothing but `revealed` (presentation::revealed of this credential): of an SD-JWT these
/// disclosures, of a base proof a derived one, of all others the credential as it is. Errors of `derive`.
Result<std::string> reduced(std::string_view credential, const Held& held, const std::vector<std::string>& revealed,
                            const Environment& environment);

/// Without holder binding: a token as text, JSON as an object. `credential`: what reduced gave.
Result<json::Value> bare(std::string_view credential);

/// Who shows it, to whom, why now. `challenge` is the request's nonce and `domain` its full client id, with its prefix
/// ("origin:..." with the Digital Credentials API); both are required: error "binding-incomplete", kind Usage.
using BindingOptions = PresentOptions;

/// With the holder's proof. `credential`: what reduced gave.
///   SD-JWT        a text: the SD-JWT with a key binding JWT, which also authorizes the transactions.
///   jwt_vc_json   a text: a JWT with the claim `vp` around the credential (VCDM 1.1 section 6.3.1).
///   ldp_vc        an object: a presentation with a Data Integrity proof.
/// Errors "transaction-data-unsupported" (not an SD-JWT), those of sdjwt::bind, transaction_claims, sign_jwt_vp and
/// vc::present.
Result<json::Value> bound(std::string_view credential, const Held& held, const crypto::Signer& holder,
                          const BindingOptions& options, const std::vector<TransactionData>& transactions,
                          const Environment& environment);

}  // namespace blason::vc::presentation
