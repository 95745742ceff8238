// Check "status": whether the issuer has revoked or suspended a credential.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// A credential names at most this many statuses; each may cost a request.
inline constexpr std::size_t kMaxStatuses = 16;

/// Looks up each entry of `credentialStatus`: BitstringStatusListEntry, StatusList2021Entry, 1EdTechRevocationList.
/// `proof_good`: nothing is fetched for a credential that anybody could have made ("status-not-checked").
///
/// Fails: "revoked", "suspended", and the standard's errors ("status-verification-error", "status-list-length-error",
/// "range-error", "malformed-value-error", "revocation-list-malformed").
/// Unknown: "status-retrieval-error", "status-type-unknown", "status-purpose-unknown" (set, and nobody knows what that
/// means), "status-list-unknown" (its own proof could not be checked), "status-too-many".
/// Warnings: "status-message", "refresh-available", "status-list-issuer" (another issuer keeps the list; strict: fails)
/// and "status-list-older" (a newer one was seen at that address; strict: fails).
void check_status(const json::Value& credential, bool proof_good, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
