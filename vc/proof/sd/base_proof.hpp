// The issuer's side of ecdsa-sd-2023 (VC-DI-ECDSA sections 3.6.1 to 3.6.5).
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/proof/sd/select.hpp"
#include "vc/report.hpp"

namespace blason::vc::proof::sd {

/// The proofValue for `document`, which has no proof. `canonical_options`: the proof options, as N-Quads. `mandatory`:
/// what every disclosure will contain. `random` gives the names of blank nodes, the HMAC key and the key of the proof,
/// in this order. Errors of canonicalize_and_group and of the signer.
Result<std::string> create_base_proof(const json::Value& document, std::string_view canonical_options,
                                      const Pointers& mandatory, const crypto::Signer& signer,
                                      const jsonld::Processor& processor, crypto::Random& random, ProofTrace* trace);

}  // namespace blason::vc::proof::sd
