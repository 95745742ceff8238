#include "vc/presentation/least.hpp"

#include <algorithm>

namespace blason::vc::presentation {

namespace {

/// Whether one place is the other, or within it.
bool within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

}  // namespace

std::vector<std::string> revealed(const Held& credential, const std::vector<std::string>& selected) {
    std::vector<std::string> out;
    switch (credential.discretion) {
        case Discretion::None:
            out.emplace_back();
            break;
        case Discretion::Disclosures:
            std::ranges::copy_if(credential.places, std::back_inserter(out), [&](const std::string& place) {
                return std::ranges::any_of(
                    selected, [&](const std::string& one) { return within(one, place) || within(place, one); });
            });
            break;
        case Discretion::Pointers:
            out = credential.places;
            for (const std::string& one : selected) {
                // Proofs are made anew, and contexts are always shown.
                if (within(one, "/proof") || within(one, "/@context")) continue;
                if (std::ranges::find(out, one) == out.end()) out.push_back(one);
            }
            break;
    }
    return out;
}

}  // namespace blason::vc::presentation
