// An evaluation as JSON, for programs and pages.
#pragma once

#include <span>
#include <string>

#include "vc/dcql/evaluate.hpp"

namespace blason::vc::dcql {

/// {"satisfiable", "credentials": [{"id", "candidates": [{"credential", "claimSet"?, "selected", "revealed"}],
/// "rejected": [{"credential", "code", "message", "pointer"}]}], "credentialSets"?: [{"required", "options"}],
/// "error"? (why_not)}. `names`: what each credential is called; pointers of rejections are into the query, all others
/// into the credential. `options` are the ids of those that can be met.
json::Object to_json(const Query& query, const Evaluation& evaluation, std::span<const std::string> names);

}  // namespace blason::vc::dcql
