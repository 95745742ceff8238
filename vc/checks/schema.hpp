// Check "schema": whether the credential fits the JSON Schemas it names.
#pragma once

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

/// Open Badges 3.0 `credentialSchema` of type 1EdTechJsonSchemaValidator2019, and `JsonSchema` and
/// `JsonSchemaCredential` of the W3C. What does
/// not fit fails, "schema-violation", at its place; a schema that cannot be had or applied leaves it unknown, with the
/// codes of schema/published.hpp, checks/schema_credential.hpp and schema/validate.hpp, "schemas-too-many" (more than
/// 8) or "schema-without-id". Of any other type of schema nothing is known: a warning "schema-not-checked", in strict
/// verification unknown.
void check_schema(const json::Value& credential, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
