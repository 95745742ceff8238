// What the issuer has published of a candidate, for definitions that ask for it ("Credential Status Constraint
// Feature").
#pragma once

#include <string_view>

#include "engine/base/instant.hpp"
#include "vc/environment.hpp"
#include "vc/pex/candidate.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

bool asks_for_status(const Definition& definition);

/// As verification finds it; what cannot be found out stays Unknown. `text`: what the candidate was read from. Errors
/// of vc::verify.
Result<void> look_up_status(std::string_view text, Candidate& candidate, Instant now, const Environment& environment);

}  // namespace blason::vc::pex
