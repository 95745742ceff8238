// What is said of a credential that is signed all the same.
#pragma once

#include <cstddef>
#include <vector>

#include "vc/report.hpp"

namespace blason::cli {

/// Lines on standard error: schemas it names and endorsements inside that cannot be looked at now, and warnings about
/// them. `line`: of --ndjson, from 1; else 0.
void say_remarks(const std::vector<vc::Check>& remarks, std::size_t line = 0);

}  // namespace blason::cli
