// JSON Schema Core sections 10 and 11: keywords that apply other schemas.
#include <algorithm>

#include "engine/json/compare.hpp"
#include "vc/schema/evaluator.hpp"

namespace blason::vc::schema {

namespace {

std::string_view view(const json::Object::value_type& member) {
    return {member.key().data(), member.key().size()};
}

/// Of several branches that do not fit, the one that came furthest is probably what was meant.
template <typename Violations>
std::size_t reach(const Violations& violations) {
    std::size_t furthest = 0;
    for (const auto& one : violations) furthest = std::max(furthest, one.pointer.size());
    return furthest;
}

}  // namespace

/// Section 10.2.1.
bool Evaluator::combinations(const Frame& frame) {
    bool fits = true;
    if (const auto* all = frame.array("allOf")) {
        for (const json::Value& one : *all)
            fits = apply(frame.at(one), frame.instance, frame.path, frame.evaluated, frame.violations) && fits;
    }
    for (const std::string_view keyword : {"anyOf", "oneOf"}) {
        const auto* branches = frame.array(keyword);
        if (branches == nullptr) continue;
        std::size_t fitting = 0;
        Violations closest;
        for (const json::Value& one : *branches) {
            Violations found;
            // Every branch is asked: the unevaluated keywords need what each has looked at.
            if (apply(frame.at(one), frame.instance, frame.path, frame.evaluated, found)) {
                ++fitting;
            } else if (closest.empty() || reach(found) > reach(closest)) {
                closest = std::move(found);
            }
        }
        if (fitting == 1 || (fitting > 1 && keyword == "anyOf")) continue;
        if (fitting == 0 && reach(closest) > frame.path.pointer().size()) {
            fits = false;
            for (Violation& one : closest)
                if (frame.violations.size() < settings_.limits.max_violations)
                    frame.violations.push_back(std::move(one));
        } else {
            fits = fail(frame, keyword,
                        fitting == 0 ? "The value fits none of the forms that the schema allows."
                                     : "The value fits more than one of the forms that exclude each other.");
        }
    }
    if (const json::Value* other = frame.find("not")) {
        Evaluated ignored;
        Violations expected;
        if (apply(frame.at(*other), frame.instance, frame.path, ignored, expected))
            fits = fail(frame, "not", "The value fits what the schema excludes.");
    }
    return fits;
}

/// Section 10.2.2.
bool Evaluator::conditions(const Frame& frame) {
    const json::Value* condition = frame.find("if");
    if (condition == nullptr) return true;
    Violations expected;
    const bool holds = apply(frame.at(*condition), frame.instance, frame.path, frame.evaluated, expected);
    const json::Value* then = frame.find(holds ? "then" : "else");
    return then == nullptr || apply(frame.at(*then), frame.instance, frame.path, frame.evaluated, frame.violations);
}

/// Section 10.3.2.
bool Evaluator::properties(const Frame& frame) {
    const json::Object* named = frame.object("properties");
    const json::Object* by_pattern = frame.object("patternProperties");
    const json::Value* additional = frame.find("additionalProperties");
    const json::Value* names = frame.find("propertyNames");
    bool fits = true;
    for (const auto& member : frame.instance.get_object()) {
        const std::string_view name = view(member);
        const json::Path path(&frame.path, name);
        bool known = false;
        if (const json::Value* schema = named != nullptr ? json::find(*named, name) : nullptr) {
            known = true;
            fits = apply_below(frame.at(*schema), member.value(), path, frame.violations) && fits;
        }
        if (by_pattern != nullptr) {
            for (const auto& entry : *by_pattern) {
                if (!matches(json::Value(entry.key()), name)) continue;
                known = true;
                fits = apply_below(frame.at(entry.value()), member.value(), path, frame.violations) && fits;
            }
        }
        if (!known && additional != nullptr) {
            known = true;
            fits = apply_below(frame.at(*additional), member.value(), path, frame.violations) && fits;
        }
        if (known) frame.evaluated.properties.insert(name);
        if (names != nullptr)
            fits = apply_below(frame.at(*names), json::Value(member.key()), path, frame.violations) && fits;
        if (error_) return false;
    }
    return fits;
}

/// Section 10.2.2.4 and Validation section 6.5.4.
/// Draft 7 has both in `dependencies` (Validation section 6.5.7): a list of names, or a schema.
bool Evaluator::dependencies(const Frame& frame) {
    const bool together = frame.dialect() == Dialect::Draft7;
    bool fits = true;
    if (const auto* schemas = frame.object(together ? "dependencies" : "dependentSchemas")) {
        for (const auto& member : *schemas) {
            if (json::find(frame.instance, view(member)) == nullptr) continue;
            if (together && member.value().is_array()) continue;
            fits =
                apply(frame.at(member.value()), frame.instance, frame.path, frame.evaluated, frame.violations) && fits;
        }
    }
    if (const auto* required = frame.object(together ? "dependencies" : "dependentRequired")) {
        for (const auto& member : *required) {
            if (json::find(frame.instance, view(member)) == nullptr || !member.value().is_array()) continue;
            for (const json::Value& name : member.value().get_array()) {
                if (name.is_string() && json::find(frame.instance, json::view(name)) == nullptr)
                    fits = fail(frame, "dependentRequired",
                                "The property " + std::string(json::view(name)) + " is missing.");
            }
        }
    }
    return fits;
}

/// Section 10.3.1: 2020-12 has `prefixItems` and `items`, the drafts before it had `items` (a list) and
/// `additionalItems`.
bool Evaluator::items(const Frame& frame) {
    const bool older = frame.dialect() != Dialect::Draft2020;
    const json::Value* given = frame.find("items");
    const json::Array* prefix = older ? (given != nullptr ? given->if_array() : nullptr) : frame.array("prefixItems");
    const json::Value* others = older && prefix != nullptr ? frame.find("additionalItems") : given;
    const json::Array& list = frame.instance.get_array();
    const std::size_t leading = prefix != nullptr ? prefix->size() : 0;
    bool fits = true;
    for (std::size_t i = 0; i < list.size() && !error_; ++i) {
        const json::Value* schema = i < leading ? &(*prefix)[i] : others;
        if (schema == nullptr) break;
        const json::Path path(&frame.path, i);
        fits = apply_below(frame.at(*schema), list[i], path, frame.violations) && fits;
    }
    frame.evaluated.prefix = std::max(frame.evaluated.prefix, leading);
    if (others != nullptr) frame.evaluated.all_items = true;
    return fits;
}

/// Section 10.3.1.3 and Validation sections 6.4.4 and 6.4.5.
bool Evaluator::contains(const Frame& frame) {
    const json::Value* schema = frame.find("contains");
    if (schema == nullptr) return true;
    const json::Array& list = frame.instance.get_array();
    double count = 0;
    for (std::size_t i = 0; i < list.size() && !error_; ++i) {
        Violations expected;
        if (!apply_below(frame.at(*schema), list[i], json::Path(&frame.path, i), expected)) continue;
        ++count;
        // Only 2020-12 lets `contains` count for `unevaluatedItems`.
        if (frame.dialect() == Dialect::Draft2020) frame.evaluated.items.insert(i);
    }
    const bool counted = frame.dialect() != Dialect::Draft7;
    const json::Value* least = counted ? frame.find("minContains") : nullptr;
    const json::Value* most = counted ? frame.find("maxContains") : nullptr;
    if (count < (least != nullptr && least->is_number() ? json::number_of(*least) : 1))
        return fail(frame, "contains", "The list does not contain what the schema asks for.");
    if (most != nullptr && most->is_number() && count > json::number_of(*most))
        return fail(frame, "maxContains", "The list contains too many of one kind.");
    return true;
}

/// Core section 11: what nothing else has looked at.
bool Evaluator::unevaluated(const Frame& frame) {
    if (frame.dialect() == Dialect::Draft7) return true;
    bool fits = true;
    if (const json::Value* schema = frame.find("unevaluatedProperties");
        schema != nullptr && frame.instance.is_object()) {
        for (const auto& member : frame.instance.get_object()) {
            if (frame.evaluated.all_properties || frame.evaluated.properties.contains(view(member))) continue;
            const json::Path path(&frame.path, view(member));
            fits = apply_below(frame.at(*schema), member.value(), path, frame.violations) && fits;
        }
        frame.evaluated.all_properties = true;
    }
    if (const json::Value* schema = frame.find("unevaluatedItems"); schema != nullptr && frame.instance.is_array()) {
        const json::Array& list = frame.instance.get_array();
        for (std::size_t i = frame.evaluated.prefix; i < list.size() && !frame.evaluated.all_items; ++i) {
            if (frame.evaluated.items.contains(i)) continue;
            fits = apply_below(frame.at(*schema), list[i], json::Path(&frame.path, i), frame.violations) && fits;
        }
        frame.evaluated.all_items = true;
    }
    return fits;
}

}  // namespace blason::vc::schema
