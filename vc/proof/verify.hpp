// Verifies the proofs of a document (VC Data Integrity sections 4.4 to 4.6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "did/document.hpp"
#include "did/resolver.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/proof/detached.hpp"
#include "vc/report.hpp"

namespace blason::vc::proof {

/// What one proof was found to be.
struct ProofResult {
    std::string pointer;                            ///< of the proof, below the document
    std::optional<Error> error;                     ///< nothing: the signature is good; kind Unavailable: not known
    std::optional<did::VerificationMethod> method;  ///< the key it was checked with, once it is known
    std::optional<ProofTrace> trace;
    std::optional<Error> owner_unknown{};  ///< the signature is good, but whose key it is could not be asked
};

struct VerifyContext {
    const jsonld::Processor& processor;
    did::Resolver& resolver;
    did::Purpose purpose;
    Instant now;
    bool trace = false;
};

/// A document with more proofs than this is refused whole ("too-many-proofs"): each costs a signature check.
inline constexpr std::size_t kMaxProofs = 32;

struct Verified {
    std::vector<ProofResult> proofs;  ///< one for each proof, in their order
    Result<void> json_ld;             ///< whether the document can be read as JSON-LD in safe mode
};

/// Errors of a result: those of read_fields, of the transformation
/// ("document-not-transformable", kind Unavailable: the document's own check says why), of the resolver as kebab-case
/// ("fetch-offline", "fetch-failed", "fetch-timeout", "fetch-refused", "fetch-status": kind Unavailable),
/// "key-type-mismatch", "key-revoked", "key-expired", "signature-mismatch",
/// "context-mismatch" (JCS), "previous-proof-not-found", "previous-proof-unverified"
/// (kind Unavailable where the earlier one is), "proof-id-repeated".
Verified verify_proofs(Detached& detached, const VerifyContext& context);

/// "INVALID_VERIFICATION_METHOD" and "protected term redefinition" become what a report carries as code:
/// "invalid-verification-method", "protected-term-redefinition".
std::string kebab_case(std::string_view code);

}  // namespace blason::vc::proof
