// The least that a holder shows of a credential so that a verifier finds the input descriptor answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/pex/evaluate.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::pex {

struct LeastQuestion {
    const Definition& definition;
    std::size_t descriptor = 0;
    Instant now;
};

/// A match, with the credential in both ways of seeing it and the text of it.
struct LeastOf {
    const Match& match;
    const Candidate& candidate;
    const presentation::Held& held;
    std::string_view text;
};

/// JSON pointers as presentation::revealed gives them: what the fields found, and who it is about where the descriptor
/// asks for that. Where elements of an array would be left out, so that a path of the verifier might find another one,
/// it is tried; then the whole array is shown, at last everything. Nothing: even so, or everything is not wanted
/// (`limit_disclosure`). Errors of evaluate.
Result<std::optional<std::vector<std::string>>> least(const LeastQuestion& question, const LeastOf& credential,
                                                      const Environment& environment);

}  // namespace blason::vc::pex
