// The holder's side of ecdsa-sd-2023: from a base proof to one that discloses a part (VC-DI-ECDSA sections 3.5.4 and
// 3.6.6).
#pragma once

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/proof/sd/proof_value.hpp"

namespace blason::vc::proof::sd {

struct Disclosure {
    json::Value document;  ///< what is disclosed, without a proof
    DerivedProofValue value;
};

/// Section 3.5.4, createDisclosureData. `document` is the one that was signed, without proofs. Errors of
/// canonicalize_and_group; "nothing-selected"; "signature-count": the proof was not made for this document.
Result<Disclosure> disclose(const json::Value& document, const BaseProofValue& base, const Pointers& selective,
                            const jsonld::Processor& processor, crypto::Random& random);

}  // namespace blason::vc::proof::sd
