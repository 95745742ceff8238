#include "vc/presentation/least.hpp"

#include <algorithm>

#include "vc/openbadges/required_beside.hpp"

namespace blason::vc::presentation {

namespace {

/// Whether one place is the other, or within it.
bool within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

/// Types are shown all or none: one of several stands for them.
std::string_view whole_type(std::string_view place) {
    const std::size_t last = place.rfind('/');
    const std::string_view before = place.substr(0, last == std::string_view::npos ? 0 : last);
    return before.ends_with("/type") ? before : place;
}

void add_once(const std::string& one, std::vector<std::string>& all) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
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
            for (const std::string& place : selected) {
                // Proofs are made anew, and contexts are always shown.
                if (within(place, "/proof") || within(place, "/@context")) continue;
                const std::string one(whole_type(place));
                add_once(one, out);
                const auto beside = openbadges::required_beside(credential.credential.value(), one);
                for (const std::string& required : beside) add_once(required, out);
            }
            break;
    }
    return out;
}

}  // namespace blason::vc::presentation
