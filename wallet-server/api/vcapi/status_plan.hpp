// The option `credentialStatus` of issue.
#pragma once

#include <optional>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::api::vcapi {

/// `true`: what is usual (nothing is returned). `false`: no status. Else one or many objects, each a status the
/// credential is to have: {"type": "BitstringStatusListEntry", "statusPurpose": ..., "statusSize"?, "statusMessage"?,
/// "statusReference"?}, or {"type": "1EdTechRevocationList"}, which comes with a revocation entry. Errors "wrong-type",
/// "option-not-supported", "malformed-value-error".
Result<std::optional<service::StatusPlan>> read_status_plan(const json::Value& value, const json::Path& path);

}  // namespace blason::api::vcapi
