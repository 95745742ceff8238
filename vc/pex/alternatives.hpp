// What a holder can choose between, so that people can be asked: submission requirements as lists of input descriptors.
#pragma once

#include <cstddef>
#include <vector>

#include "vc/pex/evaluate.hpp"

namespace blason::vc::pex {

/// One requirement: each option is a set of input descriptors that together are enough for it, and for each of which
/// there is a credential.
struct Alternative {
    bool required = true;
    std::vector<std::vector<std::size_t>> options;
};

/// One for each requirement of the definition, in its order; none when it has none, and every input is required. Of a
/// requirement that takes several numbers the least is listed, and of many options the first 32: check_choices, and not
/// this, says what may be submitted.
std::vector<Alternative> alternatives(const Definition& definition, const Evaluation& evaluation);

}  // namespace blason::vc::pex
