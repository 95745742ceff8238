// The last steps of issuing and presenting, which are the same: proof or token, text.
#pragma once

#include <optional>
#include <string>

#include "did/document.hpp"
#include "vc/issue.hpp"

namespace blason::vc {

/// Errors "not-an-object", "already-secured": a document that cannot be secured in this form. A JWT may go around a
/// document that has proofs inside.
Result<void> check_unsecured(const json::Value& document, Format format);

/// What a signature is for: a credential, or an answer to somebody.
struct SignedFor {
    did::Purpose purpose = did::Purpose::AssertionMethod;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

/// Signs a checked document, in any form but SD-JWT ("format-not-supported"). The key's did:key method is used where
/// `options` names none. Errors "cryptosuite-unknown", those of `proof::add_proof` and `jwt::sign`.
Result<Secured> secure(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment);

/// Signs a checked credential as SD-JWT. Errors of `sdjwt::sign`.
Result<Secured> secure_sd_jwt(json::Value credential, const IssueOptions& options, const crypto::Signer& signer,
                              const Environment& environment);

}  // namespace blason::vc
