#include "vc/openbadges/ob2.hpp"

#include <algorithm>

#include "vc/model/values.hpp"

namespace blason::openbadges {

bool is_ob2_assertion(const json::Value& document) {
    const json::Value* context = json::find(document, "@context");
    if (context == nullptr || !vc::model::has_type(document, "Assertion")) return false;
    bool found = false;
    vc::model::for_each_value(*context, [&](const json::Value& one, std::optional<std::size_t>) {
        constexpr std::string_view kStem = "https://w3id.org/openbadges/v";
        found = found || (one.is_string() && json::view(one).starts_with(kStem));
    });
    return found;
}

}  // namespace blason::openbadges
