#include "vc/checks/session.hpp"

#include <algorithm>

namespace blason::vc::checks {

void CheckList::append(std::vector<Check> checks) {
    for (Check& check : checks) {
        const bool said = std::any_of(checks_.begin(), checks_.end(), [&](const Check& other) {
            return other.name == check.name && other.code == check.code && other.pointer == check.pointer;
        });
        if (!said) checks_.push_back(std::move(check));
    }
}

}  // namespace blason::vc::checks
