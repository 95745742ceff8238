// The data model of Open Badges 2.0, of documents in the terms of its context (ob2.hpp).
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::openbadges {

enum class Ob2Class { Assertion, BadgeClass, Issuer, CryptographicKey, RevocationList };

/// The properties that the class must have, and the form of those that it has; not what stands in documents it names.
/// Codes "missing-property", "wrong-type", "invalid-date", "type-not-named", "identity-hash", "verification-type";
/// advisories "hashed-not-said", "identity-hash-weak" (MD5) and "data-image" (of an assertion).
void check_ob2(const json::Value& object, Ob2Class expected, const json::Path& path, vc::model::Findings& findings);

}  // namespace blason::openbadges
