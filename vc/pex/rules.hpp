// What an input descriptor asks of a whole candidate, without its fields; used by evaluate.cpp and formats.cpp.
#pragma once

#include "vc/pex/candidate.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

/// One of the rules that are about credentials allows it. Rules about presentations only (`ldp_vp`, ...) allow any
/// credential inside.
bool format_fits(const Formats& formats, const Candidate& candidate);

/// `ldp_vp`, `jwt_vp_json`, ...
bool is_about_presentations(const FormatRule& rule);
/// The same as format_fits for a presentation: rules about credentials allow any around them.
bool presentation_fits(const Formats& formats, const Candidate& presentation);

/// Version 1: one of the URIs, and each that is required, is that of a context, a `credentialSchema`, a type or a
/// `vct`.
bool schema_fits(const std::vector<SchemaUri>& schemas, const Candidate& candidate);

/// Whether everybody it is about issued it.
bool is_self_issued(const Candidate& candidate);

/// "Credential Status Constraint Feature". Unknown when it depends on what is not known.
Fact status_fits(const Constraints& constraints, const Candidate& candidate, Instant now);

}  // namespace blason::vc::pex
