// The holder's choice: from a credential with a selective disclosure proof to one that shows a part of it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "vc/environment.hpp"
#include "vc/issue.hpp"

namespace blason::vc {

struct DeriveOptions {
    std::vector<std::string> selective_pointers;  ///< RFC 6901: what is shown beside what is mandatory
    crypto::Random* random = nullptr;             ///< the system's when nullptr
};

/// Takes the base proof of suite ecdsa-sd-2023 from the credential and puts a derived proof in its place. Other proofs
/// are left out: they are over the whole. The base proof is not verified, as that needs the issuer's key; whoever gets
/// the answer does it. Errors "not-an-object", "proof-missing", "base-proof-missing", "base-proof-repeated",
/// "proof-value-malformed", those of `proof::sd::disclose`.
Result<Secured> derive(const json::Value& credential, const DeriveOptions& options, const Environment& environment);

}  // namespace blason::vc
