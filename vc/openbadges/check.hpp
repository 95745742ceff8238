// Whether a credential is a well-formed Open Badge 3.0 or endorsement.
#pragma once

#include <string_view>

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::openbadges {

/// By its types: AchievementCredential, or its other name OpenBadgeCredential.
bool is_achievement_credential(const json::Value& credential);
bool is_endorsement_credential(const json::Value& credential);

/// One of the classes of Open Badges 3.0 and CLR 2.0: a badge, an endorsement or a CLR.
bool is_openbadges_credential(const json::Value& credential);

/// A context of Open Badges 3.0, of any version.
bool is_openbadges_context(std::string_view url);

/// Checks a credential of one of the two kinds, or a CLR (clr.hpp), against the classes and the rules of Open
/// Badges 3.0, beyond what the data model of VCDM asks; any other credential is left alone. Codes:
/// "openbadges-context", "missing-property", "wrong-type" (what a property holds), "missing-type", "type-not-named",
/// "unknown-property" (closed classes), "not-enumerated", "invalid-date", "single-value-required", "list-required"
/// (advisory), "null-value", "empty-list", "missing-recipient", "empty-criteria", "identity-hash", "unknown-result-
/// description", "missing-result-status", "status-not-single" (a remark), "issuer-not-profile"
/// and "identity-hash-weak", "unknown-rubric-level", "value-not-allowed", "negative-credits", "activity-order" and
/// "empty-text" (advisory), and those of clr.hpp.
void check(const json::Value& credential, const json::Path& path, vc::model::Findings& findings);

/// A Profile by itself, an object. Codes as above.
void check_profile(const json::Value& profile, const json::Path& path, vc::model::Findings& findings);

}  // namespace blason::openbadges
