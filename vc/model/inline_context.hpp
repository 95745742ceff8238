// Contexts written into a document.
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::model {

/// Whether an IRI belongs to the vocabularies that decide whether a credential is to be believed: credentials,
/// security, status, Open Badges.
bool is_standard_iri(std::string_view iri);

/// See document_rules.hpp; `contexts` is the value of `@context`. Code "inline-context".
void check_inline_contexts(const json::Value& contexts, const json::Path& path, Findings& findings);

}  // namespace blason::vc::model
