// VCDM 2.0 section 5.3: resources a credential relies on, with their digests.
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::model {

/// Each has a URL as its id, no two the same, and a digest: SHA-2 of 256, 384 or 512 bits. That of an embedded context
/// must be right; other resources are not fetched here. Codes "invalid-value", "invalid-id", "missing-id",
/// "related-resource-repeated", "related-resource-without-digest", "related-resource-digest".
void check_related_resources(const json::Object& credential, const json::Path& path, Findings& findings);

}  // namespace blason::vc::model
