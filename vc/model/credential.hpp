// The data model of a verifiable credential: VCDM 2.0 section 4, and 1.1 for what others issued before.
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::model {

/// Every MUST of the data model that can be seen without JSON-LD and without keys. `proof` is looked at only for its
/// shape. Codes of members.hpp, and "not-an-object", "missing-issuer", "missing-subject", "empty-subject",
/// "validity-order", "missing-issuance-date" (1.1), those of related_resource.hpp.
void check_credential(const json::Value& credential, const json::Path& path, Findings& findings);

/// VCDM 2.0 section 4.13.1 (and 4.13.2 for presentations): an object with the base context whose id is a data: URL.
/// Codes "missing-context", "first-context", "invalid-enveloped-credential".
void check_enveloped(const json::Value& enveloped, const json::Path& path, Findings& findings);

/// VCDM 2.0 section 4.13: the holder, the credentials inside and their kinds; each embedded credential by
/// `check_credential`. In version 1.1 a credential may also be a compact JWS. Further codes "invalid-credential",
/// "invalid-holder", "invalid-enveloped-credential".
void check_presentation(const json::Value& presentation, const json::Path& path, Findings& findings);

}  // namespace blason::vc::model
