// Adds a proof to a document (VC Data Integrity section 4.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "did/document.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
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
    std::vector<std::string> mandatory_pointers{};  ///< for selective disclosure: what no holder can leave out
    crypto::Random* random = nullptr;               ///< for selective disclosure; the system's when nullptr
    std::string id{};                               ///< of the proof, an absolute URL; empty: it gets none
    std::optional<Instant> expires{};
    std::optional<std::string> nonce{};
    json::Array previous{};  ///< the proofs that this one builds on, with their ids (section 2.1, `previousProof`)
};

/// Some suites have terms that no base context defines: adds theirs to the document, before anything is signed.
void add_own_context(json::Object& document, const Suite& suite);

/// A proof for `document`, an object without `proof` that has the contexts of the suite (sections 4.2 and 4.3). `trace`
/// gets the intermediate values where it is given. Errors: those of the transformation, "key-type-mismatch" (the suite
/// is for keys of another type), "proof-id-malformed" (no URL), "proof-expired" (it would have expired when it is
/// made), those of the signer; with selective disclosure "previous-proof-unsupported" and those of
/// sd::create_base_proof.
Result<json::Value> make_proof(const json::Value& document, const Suite& suite, const crypto::Signer& signer,
                               const CreateOptions& options, const jsonld::Processor& processor,
                               ProofTrace* trace = nullptr);

/// Both steps for a single proof, which becomes the last member of the document.
Result<void> add_proof(json::Value& document, const Suite& suite, const crypto::Signer& signer,
                       const CreateOptions& options, const jsonld::Processor& processor, ProofTrace* trace = nullptr);

}  // namespace blason::vc::proof
