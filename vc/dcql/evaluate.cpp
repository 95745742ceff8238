#include "vc/dcql/evaluate.hpp"

#include <algorithm>

#include "vc/dcql/satisfied.hpp"
#include "vc/presentation/least.hpp"

namespace blason::vc::dcql {

namespace {

std::vector<bool> answerable(const Evaluation& evaluation) {
    std::vector<bool> out;
    for (const QueryResult& result : evaluation.credentials) out.push_back(!result.candidates.empty());
    return out;
}

QueryResult run(const CredentialQuery& query, std::span<const presentation::Held> credentials) {
    QueryResult out;
    for (std::size_t i = 0; i < credentials.size(); ++i) {
        auto answer = match(query, credentials[i]);
        if (auto* found = std::get_if<Match>(&answer)) {
            auto shown = presentation::revealed(credentials[i], found->selected);
            out.candidates.push_back({i, std::move(*found), std::move(shown)});
        } else {
            out.rejections.push_back({i, std::get<Mismatch>(answer)});
        }
    }
    return out;
}

Error unsatisfied(std::string pointer) {
    return refused("dcql-unsatisfied", "Nothing answers what the query requires here.", std::move(pointer));
}

/// A query that stands in no credential set is not asked for, once there are sets.
bool is_asked_for(const Query& query, std::size_t index) {
    if (query.credential_sets.empty()) return true;
    return std::ranges::any_of(query.credential_sets, [&](const CredentialSetQuery& set) {
        return std::ranges::any_of(set.options, [&](const std::vector<std::size_t>& option) {
            return std::ranges::find(option, index) != option.end();
        });
    });
}

Result<void> check_one(const CredentialQuery& query, const QueryResult& result, const std::vector<std::size_t>& chosen,
                       const std::string& place) {
    for (auto one = chosen.begin(); one != chosen.end(); ++one) {
        if (*one >= result.candidates.size() || std::find(chosen.begin(), one, *one) != one) {
            return refused("dcql-choice", "This is no candidate, or was chosen before.", place);
        }
    }
    if (chosen.size() > 1 && !query.multiple) {
        return refused("dcql-too-many", "The query asks for one credential.", place);
    }
    return {};
}

}  // namespace

Evaluation evaluate(const Query& query, std::span<const presentation::Held> credentials) {
    Evaluation out;
    for (const CredentialQuery& one : query.credentials) out.credentials.push_back(run(one, credentials));
    const std::vector<bool> answered = answerable(out);
    for (const CredentialSetQuery& set : query.credential_sets) {
        auto& options = out.credential_sets.emplace_back();
        for (std::size_t i = 0; i < set.options.size(); ++i) {
            if (option_met(set.options[i], answered)) options.push_back(i);
        }
    }
    out.satisfiable = !left_open(query, answered);
    return out;
}

std::optional<Error> why_not(const Query& query, const Evaluation& evaluation) {
    auto open = left_open(query, answerable(evaluation));
    return open ? std::optional(unsatisfied(std::move(*open))) : std::nullopt;
}

std::optional<Choice> first_choice(const Query& query, const Evaluation& evaluation) {
    if (!evaluation.satisfiable) return std::nullopt;
    Choice choice(query.credentials.size());
    if (query.credential_sets.empty()) {
        for (auto& chosen : choice) chosen = {0};
        return choice;
    }
    for (std::size_t i = 0; i < query.credential_sets.size(); ++i) {
        const CredentialSetQuery& set = query.credential_sets[i];
        if (!set.required) continue;
        for (const std::size_t credential : set.options[evaluation.credential_sets[i].front()])
            choice[credential] = {0};
    }
    return choice;
}

Result<void> check_choice(const Query& query, const Evaluation& evaluation, const Choice& choice) {
    if (choice.size() != query.credentials.size()) {
        return refused("dcql-choice", "The choice is not one for this query.", "/credentials");
    }
    std::vector<bool> answered;
    for (std::size_t i = 0; i < choice.size(); ++i) {
        const std::string place = "/credentials/" + std::to_string(i);
        if (auto good = check_one(query.credentials[i], evaluation.credentials[i], choice[i], place); !good)
            return good;
        if (!choice[i].empty() && !is_asked_for(query, i)) {
            return refused("dcql-choice", "No set of credentials asks for this.", place);
        }
        answered.push_back(!choice[i].empty());
    }
    if (auto open = left_open(query, answered)) return unsatisfied(std::move(*open));
    return {};
}

}  // namespace blason::vc::dcql
