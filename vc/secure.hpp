// The last steps of issuing and presenting, which are the same: proof or token, text.
#pragma once

#include <optional>
#include <string>

#include "did/document.hpp"
#include "vc/issue.hpp"

namespace blason::vc {

/// Errors "not-an-object", "already-secured": a document that cannot be secured in this form, "proof-members-unused". A
/// JWT may go around a document that has proofs inside; proofs can be added to others.
Result<void> check_unsecured(const json::Value& document, const SigningOptions& options);

/// The URL of the key: the one of the options, or the key's did:key method.
std::string method_of(const SigningOptions& options, const crypto::Signer& signer);

/// What a signature is for, and beside what it stands.
struct SignedFor {
    did::Purpose purpose = did::Purpose::AssertionMethod;
    json::Array earlier{};  ///< the proofs that the document had, to which others are added
};

/// Signs a checked document, in any form but SD-JWT ("format-not-supported"). The key's did:key method is used where
/// `options` names none. Errors of `add_proofs` and `jwt::sign`.
Result<Secured> secure(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment);

/// Signs a checked credential as SD-JWT. Errors of `sdjwt::sign`.
Result<Secured> secure_sd_jwt(json::Value credential, const IssueOptions& options, const crypto::Signer& signer,
                              const Environment& environment);

}  // namespace blason::vc
