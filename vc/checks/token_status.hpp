// Check "status" of a token whose claim `status` names a Token Status List (SD-JWT VC and other JWTs).
#pragma once

#include <string_view>

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// `claims`: of a token whose signature is good where `proof_good` says so; else nothing is fetched. `issuer`: who made
/// the token; a list kept by somebody else is a warning, in strict verification a failure.
///
/// Says nothing of a token without the claim.
/// Fails: "revoked" (the draft's INVALID), "suspended", "token-status-malformed", "token-status-range", and those of
/// status::verify_token_status_list and jwt::find_key as they are ("jwt-expired", "signature-invalid", ...).
/// Unknown: "status-not-checked", "status-retrieval-error", "status-list-unknown" (the key of the list is not known),
/// "status-type-unknown" (another mechanism, alone or besides), "status-purpose-unknown" (a status that only the
/// application knows). Warning: "status-list-issuer".
void check_token_status(const json::Object& claims, std::string_view issuer, bool proof_good, const Session& session,
                        CheckList& list);

}  // namespace blason::vc::checks
