// What an evaluation found, as JSON for programs and people.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "vc/pex/select.hpp"
#include "vc/pex/submission.hpp"

namespace blason::vc::pex {

enum class Answer { Satisfied, Unsatisfied, Unknown };

struct Report {
    Answer answer = Answer::Unsatisfied;
    Evaluation evaluation;
    std::vector<Choice> choices;  ///< only when satisfied
};

/// Evaluates, proposes and says how it came out. Errors of evaluate and propose.
Result<Report> answer(const Definition& definition, std::span<const Candidate> candidates,
                      const EvaluateOptions& options);

/// The submission for one presentation that holds the chosen credentials, each once and in the order of `presented`.
struct Presented {
    Submission submission;
    std::vector<std::size_t> candidates;
};
Presented submission_of(const Definition& definition, std::span<const Candidate> candidates, const Report& report,
                        std::string id);

/// `{"outcome": "satisfied" | "unsatisfied" | "unknown", "descriptors": [{"id", "matches": [{"credential", "fields":
/// [{"id", "pointer", "value"}], "show": [...]}], "rejections": [{"credential", "code", "message", "pointer"}]}]}`, and
/// when it is satisfied `"present"` (credentials by their number) and `"submission"`. Pointers of fields are into the
/// credential, those of rejections into the definition; `show` only where disclosure is to be limited.
json::Value to_json(const Definition& definition, std::span<const Candidate> candidates, const Report& report,
                    std::string submission_id);

}  // namespace blason::vc::pex
