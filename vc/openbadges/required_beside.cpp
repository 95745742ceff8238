#include "vc/openbadges/required_beside.hpp"

#include <algorithm>

#include "engine/json/pointer.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/classes.hpp"

namespace blason::openbadges {

namespace {

/// The class of what the property holds; nullptr: none of ours.
const Class* class_of(const Class& owner, std::string_view name) {
    const auto property = std::ranges::find(owner.properties, name, &Property::name);
    if (property == owner.properties.end()) return nullptr;
    const bool object = property->kind == Kind::Nested || property->kind == Kind::Party;
    return object ? find_class(property->of) : nullptr;
}

/// Of a required object only what is required of it in turn; the whole where that is nothing.
void add_required(const json::Value& object, const Class& its, const std::vector<std::string>& place,
                  std::vector<std::string>& out) {
    for (const Property& property : its.properties) {
        const json::Value* value = json::find(object, property.name);
        if (property.presence != Presence::Required || value == nullptr) continue;
        std::vector<std::string> tokens = place;
        tokens.emplace_back(property.name);
        const std::size_t before = out.size();
        const Class* inner = class_of(its, property.name);
        if (inner != nullptr && value->is_object()) add_required(*value, *inner, tokens, out);
        if (out.size() == before) out.push_back(json::format_pointer(tokens));
    }
}

}  // namespace

std::vector<std::string> required_beside(const json::Value& credential, std::string_view pointer) {
    std::vector<std::string> out;
    const auto tokens = json::parse_pointer(pointer);
    if (!tokens || !is_achievement_credential(credential)) return out;
    const json::Value* here = &credential;
    const Class* its = find_class("AchievementCredential");
    std::vector<std::string> place;
    for (const std::string& token : *tokens) {
        if (here->is_object()) {
            if (its == nullptr) return out;
            if (!place.empty()) add_required(*here, *its, place, out);
            its = class_of(*its, token);
        }
        here = json::resolve_pointer(*here, {token});
        if (here == nullptr) return {};
        place.push_back(token);
    }
    return out;
}

}  // namespace blason::openbadges
