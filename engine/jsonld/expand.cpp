#include "engine/jsonld/expand.hpp"

#include <algorithm>
#include <vector>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {

using json::Path;

bool Expander::document(const ActiveContext& active, const json::Value& input, json::Array& out) {
    const Path root;
    json::Value expanded(storage_);
    if (!element(active, {}, input, {root, 0}, false, expanded)) return false;
    // Section 9.1, expand(), step 8: a lone @graph is the document.
    if (expanded.is_object() && expanded.get_object().size() == 1)
        if (auto* graph = expanded.get_object().if_contains("@graph")) {
            json::Value inner(std::move(*graph));
            expanded = std::move(inner);
        }
    out = std::move(ensure_array(expanded));
    return true;
}

bool Expander::element(const ActiveContext& active, const ActiveProperty& property, const json::Value& input,
                       const Position& at, bool from_map, json::Value& out) {
    if (++run_.nodes > run_.options.limits.max_nodes)
        return run_.too_large("jsonld-node-limit", "The document holds too many values.", at.path);
    if (at.depth > run_.options.limits.max_depth)
        return run_.too_large("jsonld-depth-limit", "The document is nested too deeply.", at.path);
    if (input.is_null()) return true;  // step 1: out is null
    if (input.is_array()) return array(active, property, input.get_array(), at, from_map, out);
    if (input.is_object()) return object(active, property, input.get_object(), at, from_map, out);
    // Step 4.
    if (property.is_null_or_graph()) return run_.lose("A free-floating value would be dropped.", at.path);
    if (property.definition == nullptr || !property.definition->context)
        return value(active, property.definition, input, at.path, out);
    const auto* scoped = run_.scoped(active, *property.definition, Scope::Property, at.path);
    return scoped != nullptr && value(*scoped, scoped->find(property.name), input, at.path, out);
}

// Step 5.
bool Expander::array(const ActiveContext& active, const ActiveProperty& property, const json::Array& input,
                     const Position& at, bool from_map, json::Value& out) {
    json::Array result(storage_);
    result.reserve(input.size());
    for (std::size_t i = 0; i < input.size(); ++i) {
        const Path path(&at.path, i);
        json::Value expanded(storage_);
        if (!element(active, property, input[i], {path, at.depth + 1}, from_map, expanded)) return false;
        if (expanded.is_array()) {
            if (property.has_container(Containers::List)) {
                json::Object list(storage_);
                list.emplace("@list", std::move(expanded));
                result.push_back(std::move(list));
            } else {
                for (auto& item : expanded.get_array()) result.push_back(std::move(item));
            }
        } else if (!expanded.is_null()) {
            result.push_back(std::move(expanded));
        }
    }
    out = std::move(result);
    return true;
}

// Steps 6 to 20.
bool Expander::object(const ActiveContext& active, const ActiveProperty& property, const json::Object& input,
                      const Position& at, bool from_map, json::Value& out) {
    const ActiveContext* current = &active;
    // Step 7. A value object has at most five entries and perhaps a context, so larger maps need no look.
    if (active.previous && !from_map) {
        bool keep = false;
        if (input.size() <= 6)
            for (const auto& entry : input) {
                const auto keyword = active.keyword_of_key(key_of(entry));
                if (keyword == Keyword::Value || (keyword == Keyword::Id && input.size() == 1)) keep = true;
            }
        if (!keep) current = active.previous.get();
    }
    // Step 8.
    if (property.definition != nullptr && property.definition->context) {
        current = run_.scoped(*current, *property.definition, Scope::Property, at.path);
        if (current == nullptr) return false;
    }
    // Step 9.
    if (const auto* context = json::find(input, "@context")) {
        current = run_.local(*current, *context, Path(&at.path, "@context"));
        if (current == nullptr) return false;
    }
    // Step 10.
    Node node{current, current, nullptr, property, json::Object(storage_), 0};
    node.result.reserve(input.size());
    if (!apply_type_scopes(node, input, at.path)) return false;
    if (!members(node, input, at)) return false;
    if (!finish(node, at.path, out)) return false;
    if (run_.options.unnamed_nodes != nullptr &&
        !(node.has(Keyword::Id) || node.has(Keyword::Value) || node.has(Keyword::List) || node.has(Keyword::Set))) {
        run_.options.unnamed_nodes->insert(&input);
    }
    return true;
}

// Step 11, and what step 12 needs.
bool Expander::apply_type_scopes(Node& node, const json::Object& input, const Path& path) {
    const Entry* further = nullptr;
    for (const auto& entry : input) {
        if (node.type_scoped->keyword_of_key(key_of(entry)) != Keyword::Type) continue;
        if (node.type_entry == nullptr) {
            node.type_entry = &entry;
        } else {
            further = &entry;
        }
    }
    if (node.type_entry == nullptr) return true;
    if (further == nullptr)
        return apply_type_scope(node, node.type_entry->value(), Path(&path, key_of(*node.type_entry)));
    // Several aliases of @type: in code point order of the keys.
    node.type_entry = nullptr;
    return for_each_entry(input, true, [&](const Entry& entry) {
        if (node.type_scoped->keyword_of_key(key_of(entry)) != Keyword::Type) return true;
        if (node.type_entry == nullptr) node.type_entry = &entry;
        return apply_type_scope(node, entry.value(), Path(&path, key_of(entry)));
    });
}

// Step 11.2, for one @type entry.
bool Expander::apply_type_scope(Node& node, const json::Value& types, const Path& path) {
    const auto apply = [&](std::string_view term) {
        const auto* definition = node.type_scoped->find(term);
        if (definition == nullptr || !definition->context) return true;
        node.active = run_.scoped(*node.active, *definition, Scope::Type, path);
        return node.active != nullptr;
    };
    if (types.is_string()) return apply(json::view(types));
    if (!types.is_array()) return true;
    const auto& items = types.get_array();
    if (items.size() == 1) return !items.front().is_string() || apply(json::view(items.front()));
    std::vector<std::string_view> sorted;
    sorted.reserve(items.size());
    for (const auto& item : items)
        if (item.is_string()) sorted.push_back(json::view(item));
    std::sort(sorted.begin(), sorted.end());
    return std::all_of(sorted.begin(), sorted.end(), apply);
}

// Steps 13 and 14.
bool Expander::members(Node& node, const json::Object& input, const Position& at) {
    std::vector<const Entry*> nests;
    const bool done = for_each_entry(input, run_.options.ordered, [&](const Entry& entry) {
        const auto key = key_of(entry);
        if (key == "@context") return true;  // step 13.1
        const auto* definition = node.active->find(key);
        const Member member{key, definition, expand_iri(*node.active, key, definition, kVocab, run_.texts),
                            entry.value()};
        const Path path(&at.path, key);
        if (member.property.keyword == Keyword::Nest) {  // step 13.4.14
            if (node.property.kind == ActiveProperty::Kind::Reverse)
                return run_.fail("invalid reverse property map", "@reverse holds properties only.", path);
            nests.push_back(&entry);
            return true;
        }
        if (member.property.keyword != Keyword::None) return keyword_member(node, member, {path, at.depth + 1});
        // Step 13.3.
        const bool has_colon = definition != nullptr ? definition->iri_has_colon
                                                     : member.property.text.find(':') != std::string_view::npos;
        if (member.property.is_null || !has_colon)
            return run_.lose("The property is not defined by the context and would be dropped.", path);
        return property_member(node, member, {path, at.depth + 1});
    });
    if (!done) return false;
    if (run_.options.ordered)
        std::sort(nests.begin(), nests.end(), [](const auto* a, const auto* b) { return a->key() < b->key(); });
    return std::all_of(nests.begin(), nests.end(), [&](const auto* nest) {
        const Path path(&at.path, key_of(*nest));
        return nested(node, *nest, {path, at.depth + 1});
    });
}

// Step 14.2: the entries of a nested map are the node's own.
bool Expander::nested(Node& node, const Entry& nest, const Position& at) {
    if (at.depth > run_.options.limits.max_depth)
        return run_.too_large("jsonld-depth-limit", "The document is nested too deeply.", at.path);
    const auto unfold = [&](const json::Value& map, const Path& path) {
        const auto invalid = [&] {
            return run_.fail("invalid @nest value", "A nested value is a map without @value.", path);
        };
        if (!map.is_object()) return invalid();
        for (const auto& entry : map.get_object())
            if (node.active->keyword_of_key(key_of(entry)) == Keyword::Value) return invalid();
        // Steps 3 and 8 with the nesting key as active property; the change ends with this map.
        const auto* outer = node.active;
        const auto* definition = outer->find(key_of(nest));
        if (definition != nullptr && definition->context) {
            node.active = run_.scoped(*outer, *definition, Scope::Property, path);
            if (node.active == nullptr) return false;
        }
        const bool done = members(node, map.get_object(), {path, at.depth});
        node.active = outer;
        return done;
    };
    if (!nest.value().is_array()) return unfold(nest.value(), at.path);
    const auto& maps = nest.value().get_array();
    for (std::size_t i = 0; i < maps.size(); ++i)
        if (!unfold(maps[i], Path(&at.path, i))) return false;
    return true;
}

// Steps 15 to 20.
bool Expander::finish(Node& node, const Path& path, json::Value& out) {
    auto& result = node.result;
    if (node.has(Keyword::Value)) {  // step 15
        bool drop = false;
        if (!finish_value(node, path, drop)) return false;
        if (drop) return run_.lose("A value object with a null @value would be dropped.", path);
    } else if (node.has(Keyword::Set) || node.has(Keyword::List)) {
        // Step 17, before step 16: a type in a string is as wrong here as one in an array, and would hide the set.
        if (result.size() > (node.has(Keyword::Index) ? 2U : 1U))
            return run_.fail("invalid set or list object", "A set or list object may besides have @index only.", path);
        if (node.has(Keyword::Set)) {
            out = std::move(result.at("@set"));
            return true;
        }
    } else if (node.has(Keyword::Type) && !result.at("@type").is_array()) {  // step 16
        ensure_array(result.at("@type"));
    }
    if (run_.options.safe && run_.purpose == Purpose::Rdf && !check_node_types(node, path)) return false;
    const auto is_only = [&](Keyword keyword) { return result.size() == 1 && node.has(keyword); };
    // Step 18.
    if (is_only(Keyword::Language)) return run_.lose("An object with only @language would be dropped.", path);
    // Step 19.
    if (node.property.is_null_or_graph() || node.property.kind == ActiveProperty::Kind::Included) {
        if (result.empty()) return run_.lose("An empty object would be dropped.", path);
        if (node.property.is_null_or_graph() && (node.has(Keyword::Value) || node.has(Keyword::List)))
            return run_.lose("A free-floating value or list would be dropped.", path);
        if (is_only(Keyword::Id)) return run_.lose("An object with only @id would be dropped.", path);
    }
    if (run_.mark_places) mark_place(node, path);
    out = std::move(result);
    return true;
}

// Of node objects only. The value of @reverse is a map of properties, and a reference stays one by having nothing but
// @id.
void Expander::mark_place(Node& node, const Path& path) {
    const bool reference = node.result.size() == 1 && node.has(Keyword::Id);
    const bool reverse_map = node.property.kind == ActiveProperty::Kind::Reverse;
    if (reference || reverse_map || node.has(Keyword::Value) || node.has(Keyword::List)) return;
    node.result.emplace("@context", path.pointer());
}

// A keyword as the type of a node makes no triple: "@json" types values only.
bool Expander::check_node_types(const Node& node, const Path& path) {
    if (!node.has(Keyword::Type) || node.has(Keyword::Value)) return true;
    for (const auto& type : node.result.at("@type").get_array())
        if (type.is_string() && keyword_of(json::view(type)) != Keyword::None)
            return run_.lose("\"" + std::string(json::view(type)) + "\" is no type of a node.",
                             Path(&path, node.type_entry != nullptr ? key_of(*node.type_entry) : "@type"));
    return true;
}

// Step 15.
bool Expander::finish_value(Node& node, const Path& path, bool& drop) {
    const auto& result = node.result;
    const bool has_type = node.has(Keyword::Type);
    const bool has_language = node.has(Keyword::Language);
    const bool has_direction = node.has(Keyword::Direction);
    const std::size_t known = 1U + (has_type ? 1U : 0U) + (has_language ? 1U : 0U) + (has_direction ? 1U : 0U) +
                              (node.has(Keyword::Index) ? 1U : 0U);
    if (result.size() != known)
        return run_.fail("invalid value object", "A value object has an entry it may not have.", path);
    if (has_type && (has_language || has_direction))
        return run_.fail("invalid value object", "A value object has either @type or @language and @direction.", path);
    const auto* type = has_type ? &result.at("@type") : nullptr;
    if (type != nullptr && type->is_string() && json::view(*type) == "@json") return true;
    const auto& value = result.at("@value");
    if (value.is_null() || (value.is_array() && value.get_array().empty())) {
        drop = true;
        return true;
    }
    if (has_language && !value.is_string())
        return run_.fail("invalid language-tagged value", "Only strings can have a language.", path);
    if (type != nullptr && (!type->is_string() || !iri::is_absolute(json::view(*type))))
        return run_.fail("invalid typed value", "The @type of a value is an IRI.", path);
    return true;
}

}  // namespace blason::jsonld
