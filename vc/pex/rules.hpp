// What an input descriptor asks of a whole candidate, without its fields; used by evaluate.cpp.
#pragma once

#include "vc/pex/candidate.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

/// One of the rules that are about credentials allows it. Rules about presentations only (`ldp_vp`, ...) allow any
/// credential inside.
bool format_fits(const Formats& formats, const Candidate& candidate);

/// Version 1: one of the URIs, and each that is required, is that of a context, a `credentialSchema`, a type or a
/// `vct`.
bool schema_fits(const std::vector<SchemaUri>& schemas, const Candidate& candidate);

/// Whether everybody it is about issued it.
bool is_self_issued(const Candidate& candidate);

/// "Credential Status Constraint Feature". Unknown when it depends on what is not known.
Fact status_fits(const Constraints& constraints, const Candidate& candidate, Instant now);

}  // namespace blason::vc::pex
