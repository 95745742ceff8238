// Checks of the credentials inside a Comprehensive Learner Record (CLR 2.0).
#pragma once

#include <vector>

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// Each credential by itself, with all its checks; their pointers begin with /credentialSubject/verifiableCredential/N.
/// One without a proof is secured by the record where both have the same issuer, whose signature `secured` says is
/// good; of any other it is unknown who made it. Warning "learner-differs" under "recipient": the ids of the learner in
/// the record and in a credential are not the same (strict: fails). Unknown "credentials-too-deep" under "format".
void check_clr(json::Value& record, bool secured, const Session& session, CheckList& list,
               std::vector<ProofTrace>& traces);

}  // namespace blason::vc::checks
