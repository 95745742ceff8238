// The verifier's side of ecdsa-sd-2023 (VC-DI-ECDSA sections 3.5.9 and 3.6.7).
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/rdf/term.hpp"
#include "vc/proof/sd/proof_value.hpp"
#include "vc/proof/sd/statements.hpp"
#include "vc/report.hpp"

namespace blason::vc::proof::sd {

/// Section 3.5.9, createVerifyData: all that is needed but the issuer's key.
struct VerifyData {
    crypto::Digest proof_hash;
    crypto::Digest mandatory_hash;
    Statements statements;         ///< all that are disclosed
    Statements signed_one_by_one;  ///< those that are not mandatory
    Bytes signing_input;           ///< of the issuer's key
};

/// `document`: without its proof, as RDF. Errors of label_map; "proof-value-malformed": the labels or the indexes are
/// not those of this document; "signature-count".
Result<VerifyData> verify_data(const rdf::Dataset& document, std::string_view canonical_options,
                               const DerivedProofValue& value);

/// The intermediate values as `--trace` shows them; the pointer is the caller's to set.
ProofTrace trace_of(const VerifyData& data, std::string_view canonical_options);

/// Section 3.6.7, steps 4 to 9. The issuer's signature first: it is what makes checking the others worth while.
bool signatures_fit(const VerifyData& data, const DerivedProofValue& value, const crypto::PublicKey& issuer_key);

}  // namespace blason::vc::proof::sd
