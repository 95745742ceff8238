// Why a report does not say valid, in one check.
#pragma once

#include <algorithm>

#include "vc/report.hpp"

namespace blason::vc {

/// The first check that fails, or, where none does, the first that could not be made; nullptr when there is neither.
inline const Check* first_problem(const Report& report) {
    for (const auto outcome : {Outcome::Fail, Outcome::Unknown}) {
        const auto found = std::find_if(report.checks.begin(), report.checks.end(),
                                        [&](const Check& check) { return check.outcome == outcome; });
        if (found != report.checks.end()) return &*found;
    }
    return nullptr;
}

}  // namespace blason::vc
