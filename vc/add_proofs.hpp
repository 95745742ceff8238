// Data Integrity proofs for a checked document: one, a set, a chain, or more beside those it has.
#pragma once

#include "vc/secure.hpp"

namespace blason::vc {

/// VC Data Integrity section 4.3. Each proof of `options` is over the document and those that it builds on; proofs that
/// were there come first and stay as they are. Errors "cryptosuite-unknown", "mandatory-pointers-unused",
/// "cryptosuite-not-for-presentations", "too-many-proofs", "proof-id-unused" (more ids than new proofs),
/// "proof-id-repeated", "previous-proof-not-found", "context-missing" (a suite has terms of its own, and the contexts
/// are signed already), those of `proof::make_proof`.
Result<Secured> add_proofs(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                           const crypto::Signer& signer, const Environment& environment);

/// Takes the proofs out of a document that is to get more; nothing is taken unless `options` ask for it.
json::Array take_proofs(json::Value& document, const SigningOptions& options);

/// Only Data Integrity proofs have these members. Error "proof-members-unused", kind Usage.
Result<void> check_proof_members(const SigningOptions& options);

}  // namespace blason::vc
