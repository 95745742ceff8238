// What a verifier asks for, seen against one wallet, in whatever language it asks: which credentials could answer what,
// and the answer that is made of those the holder chose.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::service::oid4vp {

/// A credential that can answer a question.
struct Candidate {
    std::size_t credential = 0;         ///< of those in the wallet
    std::vector<std::string> revealed;  ///< JSON pointers of what it would show; {""}: all of it
};

/// One thing that is asked for: a credential query, or an input descriptor.
struct Question {
    std::string id;
    std::string format;   ///< as the verifier calls it, or them with spaces between; empty: any
    std::string purpose;  ///< in the verifier's words; empty: not said
    bool multiple = false;
    bool holder_binding = true;
    std::vector<Candidate> candidates;
};

/// Questions of which some together are enough.
struct QuestionSet {
    bool required = true;
    std::vector<std::vector<std::size_t>> options;  ///< those that can be met
};

/// What the holder gives: for each question candidates, by their place. Empty: it is not answered.
using Choice = std::vector<std::vector<std::size_t>>;

/// Makes the presentation of one credential. `questions`: the ids of those it answers.
using Present = std::function<Result<json::Value>(const Candidate& candidate, bool holder_binding,
                                                  const std::vector<std::string>& questions)>;

class Inquiry {
  public:
    virtual ~Inquiry() = default;

    [[nodiscard]] const std::vector<Question>& questions() const { return questions_; }
    /// Empty: every question is to be answered. Otherwise nothing may be given for a question in no set.
    [[nodiscard]] const std::vector<QuestionSet>& sets() const { return sets_; }
    /// Why there can be no answer. Nothing when there can be.
    [[nodiscard]] const std::optional<Error>& why_not() const { return why_not_; }

    /// The first that can answer, and no more than has to be given. The error of why_not.
    [[nodiscard]] virtual Result<Choice> first_choice() const = 0;
    /// Whether this may be given.
    [[nodiscard]] virtual Result<void> check(const Choice& choice) const = 0;
    /// The parameters of the answer to a choice that was checked, without `state`. Errors of `present`.
    [[nodiscard]] virtual Result<json::Object> answer(const Choice& choice, const Present& present) const = 0;

  protected:
    std::vector<Question> questions_;
    std::vector<QuestionSet> sets_;
    std::optional<Error> why_not_;
};

}  // namespace blason::service::oid4vp
