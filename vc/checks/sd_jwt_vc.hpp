// Checks of an SD-JWT VC, a credential that is a set of claims instead of JSON-LD (draft-ietf-oauth-sd-jwt-vc).
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// `payload` with what was disclosed. Checks "data-model" ("missing-vct", "missing-issuer"), "proof", "issuer",
/// "validity-period", "status" (token_status.hpp), "challenge".
Findings check_sd_jwt_vc(const json::Value& payload, const Session& session, const Enclosure& around);

}  // namespace blason::vc::checks
