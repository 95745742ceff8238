// The last steps of issuing and presenting, which are the same: proof, attach, text.
#pragma once

#include <string_view>

#include "vc/issue.hpp"
#include "vc/proof/create.hpp"

namespace blason::vc {

/// Errors "not-an-object", "already-secured": a document that cannot be given a proof.
Result<void> check_unsecured(const json::Value& document);

/// Signs a checked document by the suite of that name. The key's did:key method is used where `options` names none.
/// Errors "cryptosuite-unknown" and those of `proof::add_proof`.
Result<Secured> secure(json::Value document, std::string_view suite_name, const crypto::Signer& signer,
                       proof::CreateOptions options, std::string_view media_type, const Environment& environment);

}  // namespace blason::vc
