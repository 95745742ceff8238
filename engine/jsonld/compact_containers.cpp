// JSON-LD API section 6.1.2, steps 12.8.7 to 12.8.10: where a compacted item goes.
#include "engine/jsonld/compact.hpp"
#include "engine/jsonld/iri_expansion.hpp"
#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {
namespace {

using C = Containers;

// Takes the entry out of an object: its first value, leaving the rest (steps 12.8.9.6 and 12.8.9.8).
json::Value take_first(json::Object& object, std::string_view name) {
    const auto found = object.find(json::key(name));
    if (found == object.end()) return json::Value(nullptr, object.storage());
    if (!found->value().is_array()) {
        json::Value only(std::move(found->value()));
        object.erase(found);
        return only;
    }
    auto& values = found->value().get_array();
    if (values.empty()) return json::Value(nullptr, object.storage());
    json::Value first(std::move(values.front()));
    values.erase(values.begin());
    if (values.empty()) {
        object.erase(found);
    } else if (values.size() == 1) {
        json::Value only(std::move(values.front()));
        found->value() = std::move(only);
    }
    return first;
}

}  // namespace

bool Compactor::place(Node& node, Item& item) {
    const auto containers = item.definition != nullptr ? item.definition->containers : Containers{};
    if (is_list_object(item.expanded)) return place_list(node, item);
    if (is_graph_object(item.expanded)) return place_graph(node, item);
    if (containers.has_any(C::Language | C::Index | C::Id | C::Type) && !containers.has(C::Graph))
        return place_in_map(node, item);
    add_compacted(item.target, item.property, std::move(item.compacted), item.as_array);  // step 12.8.10
    return true;
}

// Step 12.8.7.
bool Compactor::place_list(Node& node, Item& item) {
    ensure_array(item.compacted);
    if (item.definition != nullptr && item.definition->containers.has(C::List)) {  // step 12.8.7.3
        if (item.target.contains(json::key(item.property)))
            return run_.fail_at_node("compaction to list of lists", "The property has more than one list.");
        item.target.insert_or_assign(json::key(item.property), std::move(item.compacted));
        return true;
    }
    json::Object list(storage_);
    list.emplace(json::key(alias(*node.active, "@list")), std::move(item.compacted));
    const auto* index = json::find(item.expanded, "@index");
    return place_indexed(node, item, std::move(list), index);
}

// A list or graph object under its own name. Where the term stands for a map of indexes it goes into the map, as step
// 12.8.9 has it for everything else: @list, @graph and @index beside other entries would be read as keys of the map
// (Expansion step 13.8).
bool Compactor::place_indexed(Node& node, Item& item, json::Object object, const json::Value* index) {
    const auto containers = item.definition != nullptr ? item.definition->containers : Containers{};
    const bool is_map = containers.has(C::Index) && !containers.has(C::Graph);
    // The key of a property-valued index is a property (Expansion step 13.8.3.7.2), which these objects have none of.
    const bool is_key = is_map && item.definition->index.empty() && index != nullptr;
    if (index != nullptr && !is_key)
        object.emplace(json::key(alias(*node.active, "@index")), json::Value(*index, storage_));
    if (is_map) {
        const auto key = is_key ? json::view(*index) : alias(*node.active, "@none");
        add_compacted(map_of(item), key, std::move(object), item.as_array);
    } else {
        add_compacted(item.target, item.property, std::move(object), item.as_array);
    }
    return true;
}

// The map under the property, made when needed.
json::Object& Compactor::map_of(Item& item) {
    auto* map = item.target.if_contains(json::key(item.property));
    if (map == nullptr) map = &item.target.emplace(json::key(item.property), json::Object(storage_)).first->value();
    if (!map->is_object()) *map = json::Object(storage_);
    return map->get_object();
}

// Step 12.8.8.
bool Compactor::place_graph(Node& node, Item& item) {
    const auto containers = item.definition != nullptr ? item.definition->containers : Containers{};
    const auto* id = json::find(item.expanded, "@id");
    const auto* index = json::find(item.expanded, "@index");
    const bool simple = id == nullptr;
    if (containers.has(C::Graph) && containers.has(C::Id)) {  // step 12.8.8.1
        std::string_view key = alias(*node.active, "@none");
        if (id != nullptr && id->is_string() && !iri(*node.active, json::view(*id), {nullptr, false, false}, key))
            return false;
        add_compacted(map_of(item), key, std::move(item.compacted), item.as_array);
        return true;
    }
    if (containers.has(C::Graph) && containers.has(C::Index) && simple) {  // step 12.8.8.2
        const auto key = index != nullptr ? json::view(*index) : alias(*node.active, "@none");
        add_compacted(map_of(item), key, std::move(item.compacted), item.as_array);
        return true;
    }
    if (containers.has(C::Graph) && simple) {  // step 12.8.8.3
        if (item.compacted.is_array() && item.compacted.get_array().size() > 1) {
            json::Object included(storage_);
            included.emplace(json::key(alias(*node.active, "@included")), std::move(item.compacted));
            item.compacted = std::move(included);
        }
        add_compacted(item.target, item.property, std::move(item.compacted), item.as_array);
        return true;
    }
    // Step 12.8.8.4.
    json::Object graph(storage_);
    graph.emplace(json::key(alias(*node.active, "@graph")), std::move(item.compacted));
    if (id != nullptr && id->is_string()) {
        std::string_view name;
        if (!iri(*node.active, json::view(*id), {nullptr, false, false}, name)) return false;
        graph.emplace(json::key(alias(*node.active, "@id")), text(name));
    }
    return place_indexed(node, item, std::move(graph), index);
}

// Step 12.8.9.
bool Compactor::place_in_map(Node& node, Item& item) {
    const auto containers = item.definition->containers;
    json::Value map_key(nullptr, storage_);
    if (containers.has(C::Language) && is_value_object(item.expanded)) {  // step 12.8.9.4
        if (const auto* language = json::find(item.expanded, "@language")) map_key = text(json::view(*language));
        item.compacted = json::Value(*json::find(item.expanded, "@value"), storage_);
    } else if (containers.has(C::Index) && item.definition->index.empty()) {  // step 12.8.9.5
        if (const auto* index = json::find(item.expanded, "@index")) map_key = text(json::view(*index));
    } else if (containers.has(C::Index)) {
        if (!index_property_key(node, item, map_key)) return false;
    } else if (containers.has(C::Id)) {  // step 12.8.9.7
        const auto container_key = alias(*node.active, "@id");
        if (item.compacted.is_object()) {
            auto& object = item.compacted.get_object();
            if (auto* id = object.if_contains(json::key(container_key))) {
                map_key = std::move(*id);
                object.erase(json::key(container_key));
            }
        }
    } else if (containers.has(C::Type)) {
        if (!type_key(node, item, alias(*node.active, "@type"), map_key)) return false;
    }
    const auto key = map_key.is_string() ? json::view(map_key) : alias(*node.active, "@none");  // step 12.8.9.9
    add_compacted(map_of(item), key, std::move(item.compacted), item.as_array);
    return true;
}

// Step 12.8.9.6.
bool Compactor::index_property_key(Node& node, Item& item, json::Value& map_key) {
    if (!item.compacted.is_object()) return true;
    auto& object = item.compacted.get_object();
    // The entry was named after its value; mostly that is the index mapping itself, else what the IRI alone compacts
    // to.
    std::string_view container_key = item.definition->index;
    if (!object.contains(json::key(container_key))) {
        const Iri property = expand_iri(*node.active, container_key, kVocab, run_.texts);
        if (!iri(*node.active, property.text, {}, container_key)) return false;
    }
    const auto* values = object.if_contains(json::key(container_key));
    const auto* first = values == nullptr ? nullptr : values->is_array() ? values->get_array().if_contains(0) : values;
    // Only a string can be a key; anything else stays where it is, under @none.
    if (first != nullptr && first->is_string()) map_key = take_first(object, container_key);
    return true;
}

// Step 12.8.9.8.
bool Compactor::type_key(Node& node, Item& item, std::string_view container_key, json::Value& map_key) {
    if (!item.compacted.is_object()) return true;
    auto& object = item.compacted.get_object();
    map_key = take_first(object, container_key);
    const auto* id = json::find(item.expanded, "@id");
    if (object.size() != 1 || id == nullptr) return true;
    const auto only = key_of(*object.begin());
    if (expand_iri(*node.active, only, kVocab, run_.texts).keyword != Keyword::Id) return true;
    json::Object reference(storage_);
    reference.emplace("@id", *id);
    json::Value compacted(storage_);
    if (!element(*node.active, item.property, json::Value(std::move(reference)), compacted)) return false;
    item.compacted = std::move(compacted);
    return true;
}

}  // namespace blason::jsonld
