#include "vc/pex/select.hpp"

#include <algorithm>
#include <functional>

namespace blason::vc::pex {

namespace {

constexpr std::size_t kMaxTries = 100'000;  ///< choices that are looked at for one proposal

using Chosen = std::vector<bool>;  ///< by descriptor

/// "Property Values and Evaluation": bounds are of what is submitted.
bool is_satisfied(const SubmissionRequirement& requirement, const Chosen& chosen) {
    const bool nested = !requirement.from_nested.empty();
    const std::size_t total = nested ? requirement.from_nested.size() : requirement.from.size();
    std::size_t done = 0;
    for (const SubmissionRequirement& one : requirement.from_nested) done += is_satisfied(one, chosen) ? 1 : 0;
    for (const std::size_t descriptor : requirement.from) done += chosen[descriptor] ? 1 : 0;
    if (requirement.rule == Rule::All) return done == total;
    return (!requirement.count || done == *requirement.count) && (!requirement.min || done >= *requirement.min) &&
           (!requirement.max || done <= *requirement.max);
}

/// Where the first thing is that is not satisfied; nothing when all is.
std::optional<std::string> first_unsatisfied(const Definition& definition, const Chosen& chosen) {
    if (definition.requirements.empty()) {
        const auto missing = std::ranges::find(chosen, false);
        if (missing == chosen.end()) return std::nullopt;
        return "/input_descriptors/" + std::to_string(missing - chosen.begin());
    }
    for (std::size_t i = 0; i < definition.requirements.size(); ++i) {
        if (!is_satisfied(definition.requirements[i], chosen)) return "/submission_requirements/" + std::to_string(i);
    }
    return std::nullopt;
}

/// The subjects of attributes of several credentials, compared.
class Subjects {
  public:
    Subjects(const Definition& definition, std::span<const Candidate> candidates, const Evaluation& evaluation)
        : definition_(definition), candidates_(candidates), evaluation_(evaluation) {}

    /// Where a relation is broken by these choices; `preferred`: those that are only preferred count too.
    [[nodiscard]] std::optional<std::string> first_broken(std::span<const Choice> choices, bool preferred) const {
        for (std::size_t i = 0; i < definition_.descriptors.size(); ++i) {
            const auto& relations = definition_.descriptors[i].constraints.same_subject;
            for (std::size_t j = 0; j < relations.size(); ++j) {
                if (relations[j].directive == Directive::Preferred && !preferred) continue;
                if (!holds(relations[j], choices))
                    return "/input_descriptors/" + std::to_string(i) + "/constraints/same_subject/" + std::to_string(j);
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] bool any() const {
        return std::ranges::any_of(definition_.descriptors,
                                   [](const auto& one) { return !one.constraints.same_subject.empty(); });
    }

  private:
    /// Attributes that are not submitted are nobody's.
    [[nodiscard]] bool holds(const Relation& relation, std::span<const Choice> choices) const {
        std::optional<std::string> common;
        for (const Choice& choice : choices) {
            const auto& fields = definition_.descriptors[choice.descriptor].constraints.fields;
            const Match& match = evaluation_.descriptors[choice.descriptor].matches[choice.match];
            for (const FieldResult& one : match.fields) {
                const std::string& id = fields[one.field].id;
                if (one.value == nullptr || id.empty()) continue;
                if (std::ranges::find(relation.field_ids, id) == relation.field_ids.end()) continue;
                const auto subject = subject_of(match.candidate, one.pointer);
                if (!subject || (common && *common != *subject)) return false;
                common = subject;
            }
        }
        return true;
    }

    /// Nothing when there are several. Who has no name is the same only within one credential.
    [[nodiscard]] std::optional<std::string> subject_of(std::size_t candidate, std::string_view pointer) const {
        const auto ids = subjects_at(candidates_[candidate], pointer);
        if (ids.empty()) return " " + std::to_string(candidate);
        if (std::ranges::any_of(ids, [&](std::string_view id) { return id != ids.front(); })) return std::nullopt;
        return std::string(ids.front());
    }

    const Definition& definition_;
    std::span<const Candidate> candidates_;
    const Evaluation& evaluation_;
};

/// Tries combinations from the least on. Each function that gives bool says whether a proposal was found.
class Proposer {
  public:
    using Then = std::function<bool()>;

    Proposer(const Definition& definition, const Subjects& subjects, const Evaluation& evaluation, bool preferred)
        : definition_(definition),
          subjects_(subjects),
          evaluation_(evaluation),
          preferred_(preferred),
          chosen_(definition.descriptors.size(), false) {}

    bool run() {
        if (definition_.requirements.empty()) {
            chosen_.assign(chosen_.size(), true);
            return std::ranges::all_of(evaluation_.descriptors, [](const auto& one) { return !one.matches.empty(); }) &&
                   assign(0);
        }
        return satisfy_each(definition_.requirements, 0, [this] { return finish(); });
    }
    [[nodiscard]] bool gave_up() const { return tries_ > kMaxTries; }
    [[nodiscard]] std::vector<Choice> choices() const { return choices_; }

  private:
    bool finish() { return !first_unsatisfied(definition_, chosen_) && assign(0); }

    bool satisfy_each(const std::vector<SubmissionRequirement>& list, std::size_t at, const Then& then) {
        if (at == list.size()) return then();
        return satisfy(list[at], [&, this] { return satisfy_each(list, at + 1, then); });
    }

    bool satisfy(const SubmissionRequirement& requirement, const Then& then) {
        const std::size_t total =
            requirement.from_nested.empty() ? requirement.from.size() : requirement.from_nested.size();
        if (requirement.rule == Rule::All) return pick(requirement, 0, total, then);
        // The least number; where none is given, one rather than nothing.
        const std::size_t least = requirement.count.value_or(requirement.min.value_or(1));
        const std::size_t most = std::min(total, requirement.count.value_or(requirement.max.value_or(total)));
        for (std::size_t number = least; number <= most; ++number)
            if (pick(requirement, 0, number, then)) return true;
        return !requirement.count && !requirement.min && pick(requirement, 0, 0, then);
    }

    /// `number` more of what stands from `at` on.
    bool pick(const SubmissionRequirement& requirement, std::size_t at, std::size_t number, const Then& then) {
        if (++tries_ > kMaxTries) return false;
        if (!requirement.from_nested.empty()) {
            const auto& nested = requirement.from_nested;
            if (number == 0) return then();
            if (nested.size() - at < number) return false;
            return satisfy(nested[at], [&, this] { return pick(requirement, at + 1, number - 1, then); }) ||
                   pick(requirement, at + 1, number, then);
        }
        if (at == requirement.from.size()) return number == 0 && then();
        const std::size_t descriptor = requirement.from[at];
        if (chosen_[descriptor]) return number > 0 && pick(requirement, at + 1, number - 1, then);
        if (number > 0 && !evaluation_.descriptors[descriptor].matches.empty()) {
            chosen_[descriptor] = true;
            if (pick(requirement, at + 1, number - 1, then)) return true;
            chosen_[descriptor] = false;
        }
        return pick(requirement, at + 1, number, then);
    }

    /// A match for each chosen descriptor from this one on.
    bool assign(std::size_t descriptor) {
        if (descriptor == chosen_.size()) return true;
        if (!chosen_[descriptor]) return assign(descriptor + 1);
        const std::size_t matches = evaluation_.descriptors[descriptor].matches.size();
        for (std::size_t i = 0; i < matches; ++i) {
            if (++tries_ > kMaxTries) return false;
            choices_.push_back({descriptor, i});
            if (!subjects_.first_broken(choices_, preferred_) && assign(descriptor + 1)) return true;
            choices_.pop_back();
        }
        return false;
    }

    const Definition& definition_;
    const Subjects& subjects_;
    const Evaluation& evaluation_;
    bool preferred_;
    Chosen chosen_;
    std::vector<Choice> choices_;
    std::size_t tries_ = 0;
};

bool may_be(const SubmissionRequirement& requirement, const Chosen& possible) {
    std::size_t can = 0;
    for (const SubmissionRequirement& one : requirement.from_nested) can += may_be(one, possible) ? 1 : 0;
    for (const std::size_t descriptor : requirement.from) can += possible[descriptor] ? 1 : 0;
    const std::size_t total = requirement.from.size() + requirement.from_nested.size();
    if (requirement.rule == Rule::All) return can == total;
    return can >= requirement.count.value_or(requirement.min.value_or(0));
}

}  // namespace

Result<void> check_choices(const Definition& definition, std::span<const Candidate> candidates,
                           const Evaluation& evaluation, std::span<const Choice> choices) {
    Chosen chosen(definition.descriptors.size(), false);
    for (const Choice& one : choices) {
        if (one.descriptor >= chosen.size() || chosen[one.descriptor] ||
            one.match >= evaluation.descriptors[one.descriptor].matches.size())
            return refused("pex-choice", "For each input descriptor one of its matches can be chosen.");
        chosen[one.descriptor] = true;
    }
    if (auto place = first_unsatisfied(definition, chosen))
        return refused("pex-not-satisfied", "What is submitted is not what the definition asks for.", *place);
    if (auto place = Subjects(definition, candidates, evaluation).first_broken(choices, false))
        return refused("pex-same-subject", "The credentials are not about the same person.", *place);
    return {};
}

Result<std::optional<std::vector<Choice>>> propose(const Definition& definition, std::span<const Candidate> candidates,
                                                   const Evaluation& evaluation) {
    const Subjects subjects(definition, candidates, evaluation);
    bool gave_up = false;
    for (const bool preferred : {true, false}) {
        Proposer proposer(definition, subjects, evaluation, preferred);
        if (proposer.run()) return std::optional(proposer.choices());
        gave_up = proposer.gave_up();
        if (!subjects.any()) break;  // nothing is different the second time
    }
    if (gave_up) return unavailable("pex-too-complex", "The definition allows more combinations than are tried here.");
    return std::optional<std::vector<Choice>>();
}

bool may_be_satisfied(const Definition& definition, const Evaluation& evaluation) {
    Chosen possible;
    for (const DescriptorResult& one : evaluation.descriptors) {
        possible.push_back(!one.matches.empty() || std::ranges::any_of(one.rejections, [](const Rejection& rejection) {
            return is_unknown(rejection.reason);
        }));
    }
    if (definition.requirements.empty()) return std::ranges::find(possible, false) == possible.end();
    return std::ranges::all_of(definition.requirements,
                               [&](const SubmissionRequirement& one) { return may_be(one, possible); });
}

}  // namespace blason::vc::pex
