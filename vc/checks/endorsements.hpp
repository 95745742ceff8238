// Check "endorsements": the credentials about this badge, its issuer or its achievement that are embedded in it.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// At most this many endorsements of one credential are verified.
inline constexpr std::size_t kMaxEndorsements = 64;

/// Open Badges 3.0 section 9.1 step 6: each embedded endorsement, at whatever depth it stands, verifies by the same
/// rules and is an EndorsementCredential. Codes "endorsement-invalid", "endorsement-unknown", "endorsements-too-many";
/// warning "endorsement-of-another" (strict: fails) where it is genuine, but not about the object that holds it, nor,
/// at the credential itself, about an achievement or profile inside: so somebody else's endorsement is not borrowed.
void check_endorsements(json::Value& credential, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
