#include "vc/dcql/satisfied.hpp"

#include <algorithm>

namespace blason::vc::dcql {

bool option_met(const std::vector<std::size_t>& option, const std::vector<bool>& answered) {
    return std::ranges::all_of(option, [&](std::size_t credential) { return answered[credential]; });
}

std::optional<std::string> left_open(const Query& query, const std::vector<bool>& answered) {
    if (query.credential_sets.empty()) {
        const auto open = std::ranges::find(answered, false);
        if (open == answered.end()) return std::nullopt;
        return "/credentials/" + std::to_string(open - answered.begin());
    }
    for (std::size_t i = 0; i < query.credential_sets.size(); ++i) {
        const CredentialSetQuery& set = query.credential_sets[i];
        const bool met = std::ranges::any_of(set.options, [&](const auto& one) { return option_met(one, answered); });
        if (set.required && !met) return "/credential_sets/" + std::to_string(i);
    }
    return std::nullopt;
}

}  // namespace blason::vc::dcql
