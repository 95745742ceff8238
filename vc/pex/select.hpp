// Which of the fitting credentials are submitted together (Presentation Exchange 2.1.1, "Submission Requirement
// Feature", and `same_subject` of the "Relational Constraint Feature").
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "vc/pex/evaluate.hpp"

namespace blason::vc::pex {

/// One input that is submitted.
struct Choice {
    std::size_t descriptor = 0;
    std::size_t match = 0;  ///< of the descriptor's matches
};

/// Whether these choices, at most one for a descriptor, are what the definition asks for. Errors, kind Refused:
/// "pex-choice" (a descriptor twice, or a match that is not there), "pex-not-satisfied" with the pointer of the
/// descriptor that is missing or of the requirement, "pex-same-subject" with that of the relation.
Result<void> check_choices(const Definition& definition, std::span<const Candidate> candidates,
                           const Evaluation& evaluation, std::span<const Choice> choices);

/// A proposal: what has to be submitted and no more, preferring earlier descriptors and earlier matches. Nothing when
/// there is none. Error "pex-too-complex", kind Unavailable: there are more combinations than are tried.
Result<std::optional<std::vector<Choice>>> propose(const Definition& definition, std::span<const Candidate> candidates,
                                                   const Evaluation& evaluation);

/// Whether a proposal could be made if everything unknown turned out well.
bool may_be_satisfied(const Definition& definition, const Evaluation& evaluation);

}  // namespace blason::vc::pex
