// Check "endorsements" of an Open Badge 2.0: what others say for the assertion, its badge class and its issuer.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// At most this many endorsements of one badge are verified: each has to be fetched, and its issuer too.
inline constexpr std::size_t kMaxOb2Endorsements = 8;

/// Open Badges 2.0, Endorsement: each stands at its own address, hosted or as a JWS, is within what its issuer answers
/// for or signed by the issuer's key, is neither revoked nor out of its time, and makes its claim about the very object
/// that names it. `badge`: the assertion in the terms of the context, with its badge class and issuer in their places.
/// Codes "endorsement-invalid", "endorsement-unknown", "endorsements-too-many".
void check_ob2_endorsements(const json::Value& badge, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
