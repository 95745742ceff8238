// The least that satisfies: what a holder shows of a credential so that certain parts of it are seen, and no more.
#pragma once

#include <string>
#include <vector>

#include "vc/derive.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::presentation {

/// JSON pointers of what will be seen, beside what nobody can keep back. Of an SD-JWT: of its disclosures those that
/// are, contain or are within something of `selected`. With a base proof: `selected`, what is shown in any case, and of
/// a badge what its classes require beside that, lest what is shown is no badge any more. Of everything else: the
/// whole, {""}.
std::vector<std::string> revealed(const Held& credential, const std::vector<std::string>& selected);

}  // namespace blason::vc::presentation
