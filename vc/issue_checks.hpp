// What other documents say of a credential that is to be issued: the JSON Schemas it names, the endorsements inside,
// and of a learner record the credentials inside.
#pragma once

#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"
#include "vc/report.hpp"

namespace blason::vc {

/// Part of `issue`. Errors "schema-violation", "endorsement-invalid", and of a credential in a record those of its own
/// checks ("signature-mismatch", "expired", "revoked", ...), with pointers into the credential. What could not
/// be looked at (outcome unknown: a schema or the key of an endorsement cannot be had now) and warnings do not stand in
/// the way: they are the answer, for whoever wants to say them. The credential is as it was afterwards.
Result<std::vector<Check>> check_named_documents(json::Value& credential, Instant now, const Environment& environment);

}  // namespace blason::vc
