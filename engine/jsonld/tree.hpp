// Small tools for expanded documents: the terms of section 2 (value object, list object, ...) and "add value".
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::jsonld {

inline bool is_value_object(const json::Value& value) {
    return json::find(value, "@value") != nullptr;
}
inline bool is_list_object(const json::Value& value) {
    return json::find(value, "@list") != nullptr;
}
/// A map with @graph, and besides at most @id, @index and @context (where Run::mark_places leaves one).
inline bool is_graph_object(const json::Value& value) {
    if (json::find(value, "@graph") == nullptr) return false;
    const auto& entries = value.get_object();
    return std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.key() == "@graph" || entry.key() == "@id" || entry.key() == "@index" || entry.key() == "@context";
    });
}
/// A map that is neither value, list nor set object.
inline bool is_node_object(const json::Value& value) {
    return value.is_object() && !is_value_object(value) && !is_list_object(value) &&
           json::find(value, "@set") == nullptr;
}

/// Makes an array of anything else that is not null; null becomes the empty array.
inline json::Array& ensure_array(json::Value& value) {
    if (value.is_array()) return value.get_array();
    json::Array wrapped(value.storage());
    if (!value.is_null()) wrapped.push_back(std::move(value));
    value = std::move(wrapped);
    return value.get_array();
}

/// "Add value" with as array true: appends `value`, or each item of it, to the entry.
inline void add_value(json::Object& object, std::string_view property, json::Value&& value) {
    const auto [entry, inserted] = object.emplace(json::key(property), boost::json::array_kind);
    if (inserted && value.is_array()) {
        entry->value() = std::move(value);
        return;
    }
    auto& target = ensure_array(entry->value());
    if (!value.is_array()) {
        target.push_back(std::move(value));
        return;
    }
    for (auto& item : value.get_array()) target.push_back(std::move(item));
}

/// "Add value" with the as array flag, as compaction needs it: a single value stays single unless `as_array`.
inline void add_compacted(json::Object& object, std::string_view property, json::Value&& value, bool as_array) {
    auto* target = object.if_contains(json::key(property));
    if (target == nullptr && as_array) {
        target = &object.emplace(json::key(property), json::Array(object.storage())).first->value();
    } else if (target != nullptr && as_array) {
        ensure_array(*target);
    }
    if (value.is_array()) {
        for (auto& item : value.get_array()) add_compacted(object, property, std::move(item), as_array);
        return;
    }
    if (target == nullptr) {
        object.emplace(json::key(property), std::move(value));
        return;
    }
    if (!target->is_array()) {
        json::Array wrapped(object.storage());
        wrapped.push_back(std::move(*target));
        *target = std::move(wrapped);
    }
    target->get_array().push_back(std::move(value));
}

/// Calls `visit(entry)` for each entry, in code point order of the keys if `ordered`; stops when it answers false.
template <typename Visit>
bool for_each_entry(const json::Object& object, bool ordered, Visit&& visit) {
    if (!ordered) {
        for (const auto& entry : object)
            if (!visit(entry)) return false;
        return true;
    }
    std::vector<const json::Object::value_type*> sorted;
    sorted.reserve(object.size());
    for (const auto& entry : object) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->key() < b->key(); });
    for (const auto* entry : sorted)
        if (!visit(*entry)) return false;
    return true;
}

inline std::string_view key_of(const json::Object::value_type& entry) {
    return {entry.key().data(), entry.key().size()};
}

}  // namespace blason::jsonld
