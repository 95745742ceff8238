// Judges a submitted badge as the certification of issuers (I1) and the public validator would.
#pragma once

#include "conformance/open_badges/report.hpp"
#include "engine/base/instant.hpp"
#include "vc/environment.hpp"

namespace blason::conformance {

/// `text`: anything vc::verify reads, a baked image too.
RehearsalReport judge_issuer(const std::string& name, std::string_view text, Instant now,
                             const vc::Environment& environment);

}  // namespace blason::conformance
