// The steps by which Open Badges 3.0 (section 9.1) and the public validator go through a badge, and what our report
// says of each: for those who compare one verifier with another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vc/report.hpp"

namespace blason::openbadges {

struct Step {
    std::string_view name;  ///< "parse", "json-ld", "context", "type", "json-schema", ...
    vc::Outcome outcome = vc::Outcome::Unknown;
    std::vector<std::string> codes;  ///< of the checks that are not pass, each once
};

/// One row for each step, in their order, for a report about a badge or an endorsement; none for anything else. Where
/// the document could not even be read, "parse" fails and the rest is unknown. They repeat what the checks say, ordered
/// in another way: the verdict is that of the checks.
std::vector<Step> steps(const vc::Report& report);

/// `steps` of a report: [{name, outcome, codes}].
json::Array to_json(const std::vector<Step>& steps);

}  // namespace blason::openbadges
