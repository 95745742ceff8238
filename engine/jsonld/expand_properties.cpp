// JSON-LD API section 5.1.2, steps 13.5 to 13.14: entries whose key is a property.
#include "engine/jsonld/expand.hpp"
#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {
namespace {

using json::Path;

// A map with @graph only, holding `value` as an array (step 13.12.1).
json::Value make_graph_object(json::Value&& value) {
    json::Object graph(value.storage());
    graph.reserve(2);
    ensure_array(value);
    graph.emplace("@graph", std::move(value));
    return graph;
}

// A graph of it alone holds no triple: what it says would be lost in RDF.
bool is_lost_in_graph(const json::Value& item) {
    const auto& object = item.get_object();
    return object.empty() || is_value_object(item) || is_list_object(item) ||
           (object.size() == 1 && object.contains("@id"));
}

}  // namespace

bool Expander::graph_item(json::Value& item, const Path& path) {
    if (run_.options.safe && is_lost_in_graph(item))
        return run_.lose("A value, or a node without properties, would be dropped from its graph.", path);
    json::Value graph = make_graph_object(std::move(item));
    if (run_.mark_places) graph.get_object().emplace("@context", path.pointer());
    item = std::move(graph);
    return true;
}

bool Expander::property_member(Node& node, const Member& member, const Position& at) {
    const auto* definition = member.definition;
    const auto containers = definition != nullptr ? definition->containers : Containers{};
    using C = Containers;
    if (!check_property(member.property, definition, at.path)) return false;
    json::Value expanded(storage_);
    if (definition != nullptr && definition->type_kind == TypeMapping::Json) {  // step 13.6
        json::Object literal(storage_);
        literal.reserve(2);
        literal.emplace("@value", json::Value(member.value, storage_));
        literal.emplace("@type", text("@json"));
        expanded = std::move(literal);
    } else if (containers.has(C::Language) && member.value.is_object()) {  // step 13.7
        if (!language_map(node, member, at.path, expanded)) return false;
    } else if (containers.has_any(C::Index | C::Type | C::Id) && member.value.is_object()) {  // step 13.8
        if (!index_map(node, member, at, expanded)) return false;
    } else {  // step 13.9
        const ActiveProperty property{ActiveProperty::Kind::Term, member.key, definition};
        if (!element(*node.active, property, member.value, at, false, expanded)) return false;
    }
    if (expanded.is_null()) return true;                         // step 13.10
    if (containers.has(C::List) && !is_list_object(expanded)) {  // step 13.11
        ensure_array(expanded);
        json::Object list(storage_);
        list.emplace("@list", std::move(expanded));
        expanded = std::move(list);
    }
    if (containers.has(C::Graph) && !containers.has_any(C::Id | C::Index)) {  // step 13.12
        for (auto& item : ensure_array(expanded))
            if (!graph_item(item, at.path)) return false;
    }
    if (definition != nullptr && definition->reverse_property) {  // step 13.13
        auto* reverse_map = node.result.if_contains("@reverse");
        if (reverse_map == nullptr)
            reverse_map = &node.result.emplace("@reverse", json::Object(storage_)).first->value();
        node.mark(Keyword::Reverse);
        return add_reverse(reverse_map->get_object(), member.property.text, std::move(expanded), at.path);
    }
    add_value(node.result, member.property.text, std::move(expanded));  // step 13.14
    return true;
}

// Steps 13.13.4 and 13.4.13.4.2.
bool Expander::add_reverse(json::Object& reverse_map, std::string_view property, json::Value&& items,
                           const Path& path) {
    for (auto& item : ensure_array(items)) {
        if (is_value_object(item) || is_list_object(item))
            return run_.fail("invalid reverse property value", "A reverse property relates nodes only.", path);
        add_value(reverse_map, property, std::move(item));
    }
    return true;
}

// Step 13.7.
bool Expander::language_map(const Node& node, const Member& member, const Path& path, json::Value& out) {
    auto direction = member.definition->direction;
    if (direction == Direction::Unset) direction = node.active->direction;
    const bool has_direction = direction == Direction::Ltr || direction == Direction::Rtl;
    json::Array result(storage_);
    const auto add = [&](std::string_view language, bool none, const json::Value& item, const Path& here) {
        if (item.is_null()) return true;
        if (!item.is_string())
            return run_.fail("invalid language map value", "A language map holds strings only.", here);
        json::Object tagged(storage_);
        tagged.reserve(3);
        tagged.emplace("@value", text(json::view(item)));
        if (!none) tagged.emplace("@language", text(language));
        if (has_direction) {
            if (!check_direction(here)) return false;
            tagged.emplace("@direction", text(direction == Direction::Ltr ? "ltr" : "rtl"));
        }
        result.push_back(std::move(tagged));
        return true;
    };
    const bool done = for_each_entry(member.value.get_object(), run_.options.ordered, [&](const Entry& entry) {
        const auto language = key_of(entry);
        const Path here(&path, language);
        const bool none = expand_iri(*node.active, language, kVocab, run_.texts).keyword == Keyword::NoneToken;
        if (!none && !check_language(language, here)) return false;
        if (!entry.value().is_array()) return add(language, none, entry.value(), here);
        const auto& items = entry.value().get_array();
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!add(language, none, items[i], Path(&here, i))) return false;
        return true;
    });
    if (done) out = std::move(result);
    return done;
}

// Step 13.8.
bool Expander::index_map(const Node& node, const Member& member, const Position& at, json::Value& out) {
    json::Array result(storage_);
    const bool done = for_each_entry(member.value.get_object(), run_.options.ordered, [&](const Entry& entry) {
        const Path path(&at.path, key_of(entry));
        return index_map_entry(node, member, entry, {path, at.depth + 1}, result);
    });
    if (done) out = std::move(result);
    return done;
}

bool Expander::index_map_entry(const Node& node, const Member& member, const Entry& entry, const Position& at,
                               json::Array& out) {
    using C = Containers;
    const auto containers = member.definition->containers;
    const auto index = key_of(entry);
    // Steps 13.8.3.1 to 13.8.3.3.
    const ActiveContext* map_context = node.active;
    if (containers.has_any(C::Id | C::Type) && node.active->previous) map_context = node.active->previous.get();
    if (containers.has(C::Type)) {
        const auto* definition = map_context->find(index);
        if (definition != nullptr && definition->context) {
            map_context = run_.scoped(*map_context, *definition, Scope::Type, at.path);
            if (map_context == nullptr) return false;
        }
    }
    // Step 13.8.3.4.
    const Iri expanded_index = expand_iri(*node.active, index, kVocab, run_.texts);
    // Steps 13.8.3.5 and 13.8.3.6.
    json::Value items(storage_);
    const ActiveProperty property = ActiveProperty{ActiveProperty::Kind::Term, member.key, nullptr}.in(*map_context);
    const auto& value = entry.value();
    if (value.is_array()) {
        if (!element(*map_context, property, value, at, true, items)) return false;
    } else {
        json::Array result(storage_);
        json::Value item(storage_);
        if (!element(*map_context, property, value, at, true, item)) return false;
        if (item.is_array() && property.has_container(C::List)) {
            json::Object list(storage_);
            list.emplace("@list", std::move(item));
            result.push_back(std::move(list));
        } else if (item.is_array()) {
            result = std::move(item.get_array());
        } else if (!item.is_null()) {
            result.push_back(std::move(item));
        }
        items = std::move(result);
    }
    if (run_.options.unnamed_nodes != nullptr && containers.has(C::Id) && !containers.has(C::Graph)) {
        // The key is about to name them.
        run_.options.unnamed_nodes->erase(value.if_object());
        if (value.is_array())
            for (const auto& item : value.get_array()) run_.options.unnamed_nodes->erase(item.if_object());
    }
    // Step 13.8.3.7.
    for (auto& item : items.get_array()) {
        if (containers.has(C::Graph) && !is_graph_object(item) && !graph_item(item, at.path)) return false;
        if (!add_index(node, member, index, expanded_index, item, at.path)) return false;
        out.push_back(std::move(item));
    }
    return true;
}

// Steps 13.8.3.7.2 to 13.8.3.7.5: where the key of the map goes.
bool Expander::add_index(const Node& node, const Member& member, std::string_view index, const Iri& expanded_index,
                         json::Value& item, const Path& path) {
    using C = Containers;
    const auto containers = member.definition->containers;
    auto& object = item.get_object();
    const bool none = expanded_index.keyword == Keyword::NoneToken;
    if (containers.has(C::Index)) {
        if (none) return true;
        if (member.definition->index.empty()) {
            if (!object.contains("@index")) object.emplace("@index", text(index));
            return true;
        }
        // Property-valued index.
        const std::string& index_key = member.definition->index;
        const auto* definition = node.active->find(index_key);
        json::Value reexpanded(storage_);
        const json::Value index_text = text(index);
        if (!value(*node.active, definition, index_text, path, reexpanded)) return false;
        const Iri property = expand_iri(*node.active, index_key, definition, kVocab, run_.texts);
        if (!check_property(property, definition, path)) return false;
        json::Array values(storage_);
        values.push_back(std::move(reexpanded));
        if (auto* existing = object.if_contains(json::key(property.text)))
            for (auto& further : ensure_array(*existing)) values.push_back(std::move(further));
        object.insert_or_assign(json::key(property.text), std::move(values));
        if (object.contains("@value"))
            return run_.fail("invalid value object", "A value cannot carry the property of its index.", path);
        return true;
    }
    if (!none && !is_node_object(item) &&
        !run_.lose("The key of this map says something about a node, and there is none.", path))
        return false;
    if (containers.has(C::Id)) {
        if (none || object.contains("@id")) return true;
        const Iri id = expand_reference(*node.active, index, run_.texts);
        if (!check_reference(id, index, path)) return false;
        object.insert_or_assign("@id", id.is_null ? json::Value(nullptr, storage_) : text(id.text));
        return true;
    }
    if (none) return true;
    if (!check_reference(expanded_index, index, path)) return false;
    json::Array types(storage_);
    if (!expanded_index.is_null) types.push_back(text(expanded_index.text));
    if (auto* existing = object.if_contains("@type"))
        for (auto& further : ensure_array(*existing)) types.push_back(std::move(further));
    object.insert_or_assign("@type", std::move(types));
    return true;
}

}  // namespace blason::jsonld
