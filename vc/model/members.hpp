// Checks of single members that credentials and presentations share: contexts, types, ids, names, dates, typed objects.
#pragma once

#include <string_view>

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::model {

inline constexpr std::string_view kContextV2 = "https://www.w3.org/ns/credentials/v2";
inline constexpr std::string_view kContextV1 = "https://www.w3.org/2018/credentials/v1";

/// Which edition of the Verifiable Credentials Data Model a document follows: its first context says so.
enum class Edition { V2, V1, None };
Edition edition_of(const json::Value& document);

/// VCDM 2.0 section 4.3: an ordered set whose first item is the base context; each further item a URL or an object.
/// Codes "missing-context", "invalid-context", "first-context"; the advisory "vcdm-1-1" for the older edition.
void check_contexts(const json::Object& document, const json::Path& path, Findings& findings);

/// Section 4.5: `type` names at least one type, and `required` is among them. Codes "missing-type", "invalid-type",
/// "type-not-named".
void check_type(const json::Object& document, std::string_view required, const json::Path& path, Findings& findings);

/// Section 4.4: an optional `id` is one URL. Code "invalid-id".
void check_id(const json::Object& object, const json::Path& path, Findings& findings);

/// A member that is a URL or an object with a URL as `id` (issuer, holder). Codes `invalid-NAME`.
void check_party(const json::Value& party, std::string_view name, const json::Path& path, Findings& findings);

/// Section 4.6: `name` and `description` are text, or language values of @value, @language and @direction only. Code
/// "invalid-language-value".
void check_names(const json::Object& object, const json::Path& path, Findings& findings);

/// An optional dateTimeStamp. Code "invalid-date".
void check_date(const json::Object& object, std::string_view name, const json::Path& path, Findings& findings);

/// An optional member of one or many objects that each have a `type`, and an `id` too where it is required. Codes
/// "invalid-value", "missing-type", "missing-id", "invalid-id".
void check_typed_objects(const json::Object& object, std::string_view name, bool id_required, const json::Path& path,
                         Findings& findings);

}  // namespace blason::vc::model
