// Checks of what a credential says about itself: "validity-period", "refresh", "recipient".
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// VCDM 2.0 section 4.9, by options.now. Codes "not-yet-valid", "expired".
void check_validity_period(const json::Value& credential, const Session& session, CheckList& list);

/// A newer version may exist; the one at hand is what is judged (vc/refresh follows those of 1EdTech). Warning
/// "refresh-not-followed".
void check_refresh(const json::Value& credential, CheckList& list);

/// Open Badges 3.0 section 9.1 step 5. Codes "recipient-mismatch", "identity-hash-unsupported".
void check_recipient(const json::Value& credential, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
