// Check "endorsements": the credentials about this badge, its issuer or its achievement that are embedded in it.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// At most this many endorsements of one credential are verified.
inline constexpr std::size_t kMaxEndorsements = 64;

/// Open Badges 3.0 section 9.1 step 6: each embedded endorsement, at whatever depth it stands, verifies by the same
/// rules. Codes "endorsement-invalid", "endorsement-unknown", "endorsements-too-many".
void check_endorsements(json::Value& credential, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
