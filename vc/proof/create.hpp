// Adds a proof to a document (VC Data Integrity section 4.2).
#pragma once

#include <optional>
#include <string>

#include "did/document.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/proof/suite.hpp"
#include "vc/report.hpp"

namespace blason::vc::proof {

struct CreateOptions {
    did::Purpose purpose = did::Purpose::AssertionMethod;
    std::string verification_method;  ///< absolute URL
    Instant created;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

/// Signs `document`, an object without `proof`, and attaches the proof as its last member. `trace` gets the
/// intermediate values where it is given. Errors: those of the transformation, "key-type-mismatch" (the suite is for
/// keys of another type), those of the signer.
Result<void> add_proof(json::Value& document, const Suite& suite, const crypto::Signer& signer,
                       const CreateOptions& options, const jsonld::Processor& processor, ProofTrace* trace = nullptr);

}  // namespace blason::vc::proof
