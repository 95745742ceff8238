#include "engine/jsonld/node_map.hpp"

#include "engine/json/jcs.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {

bool NodeMap::flatten(const json::Array& expanded, json::Array& out) {
    for (const auto& item : expanded)
        if (!visit(item, kDefault, {})) return false;
    const auto append = [](Graph& graph, json::Array& target) {
        for (auto& [id, node] : graph)
            if (node.size() > 1) target.push_back(std::move(node));
    };
    auto& default_graph = graphs_.find(kDefault)->second;
    for (auto& [name, graph] : graphs_) {  // step 4
        if (name == kDefault) continue;
        auto& entry = default_graph.try_emplace(name, storage_).first->second;
        if (entry.empty()) entry.emplace("@id", boost::json::string(name, storage_));
        json::Array nodes(storage_);
        append(graph, nodes);
        entry.insert_or_assign("@graph", std::move(nodes));
    }
    append(default_graph, out);  // step 6
    return true;
}

bool NodeMap::visit(const json::Value& element, std::string_view graph, const Referrer& from) {
    if (element.is_array()) {  // step 1
        for (const auto& item : element.get_array())
            if (!visit(item, graph, from)) return false;
        return true;
    }
    if (!element.is_object()) return true;
    const auto& object = element.get_object();
    if (object.contains("@value")) return visit_value(object, graph, from);
    if (object.contains("@list")) return visit_list(object, graph, from);
    return visit_node(object, graph, from);
}

// Step 4, with step 3 for the type.
bool NodeMap::visit_value(const json::Object& element, std::string_view graph, const Referrer& from) {
    json::Object value(element, storage_);
    if (auto* type = value.if_contains("@type"); type != nullptr && type->is_string())
        *type = boost::json::string(relabel(json::view(*type)), storage_);
    if (from.list != nullptr) {
        from.list->push_back(std::move(value));
    } else {
        add_once(graph, from.subject, from.property, std::move(value));
    }
    return true;
}

// Step 5.
bool NodeMap::visit_list(const json::Object& element, std::string_view graph, const Referrer& from) {
    json::Array items(storage_);
    Referrer inside = from;
    inside.list = &items;
    if (!visit(element.at("@list"), graph, inside)) return false;
    json::Object list(storage_);
    list.emplace("@list", std::move(items));
    if (from.list != nullptr) {
        from.list->push_back(std::move(list));
    } else {
        values(node(graph, from.subject), from.property).push_back(std::move(list));
    }
    return true;
}

// Step 6.
bool NodeMap::visit_node(const json::Object& element, std::string_view graph, const Referrer& from) {
    std::vector<std::string> types;  // step 3: they get their labels first
    if (const auto* given = element.if_contains("@type")) {
        const auto add = [&](const json::Value& type) { types.push_back(relabel(json::view(type))); };
        if (given->is_array()) {
            for (const auto& type : given->get_array()) add(type);
        } else {
            add(*given);
        }
    }
    const auto* identifier = element.if_contains("@id");
    const std::string id =
        identifier != nullptr && identifier->is_string() ? relabel(json::view(*identifier)) : new_label();
    node(graph, id);
    if (from.reverse) {  // step 6.5
        add_once(graph, id, from.property, reference(from.subject));
    } else if (!from.property.empty()) {  // step 6.6
        if (from.list != nullptr) {
            from.list->push_back(reference(id));
        } else {
            add_once(graph, from.subject, from.property, reference(id));
        }
    }
    for (const auto& type : types)  // step 6.7
        add_once(graph, id, "@type", json::Value(boost::json::string(type), storage_));
    if (const auto* index = element.if_contains("@index")) {  // step 6.8
        run_.node = &element;
        const auto [entry, inserted] = node(graph, id).emplace("@index", json::Value(*index, storage_));
        if (!inserted && entry->value() != *index)
            return run_.fail_at_node("conflicting indexes", "The node \"" + id + "\" has two different @index values.");
    }
    if (const auto* reverse = element.if_contains("@reverse"))  // step 6.9
        for (const auto& entry : reverse->get_object())
            for (const auto& value : entry.value().get_array())
                if (!visit(value, graph, {id, key_of(entry), nullptr, true})) return false;
    if (const auto* inner = element.if_contains("@graph")) {  // step 6.10
        graphs_.try_emplace(id);
        if (!visit(*inner, id, {})) return false;
    }
    if (const auto* included = element.if_contains("@included"))  // step 6.11
        if (!visit(*included, graph, {})) return false;
    return visit_members(element, graph, id);
}

// Step 6.12.
bool NodeMap::visit_members(const json::Object& element, std::string_view graph, const std::string& id) {
    return for_each_entry(element, true, [&](const auto& entry) {
        if (is_keyword(key_of(entry))) return true;
        const std::string property = relabel(key_of(entry));
        values(node(graph, id), property);
        return visit(entry.value(), graph, {id, property, nullptr, false});
    });
}

json::Object& NodeMap::node(std::string_view graph, std::string_view id) {
    auto& nodes = graphs_.try_emplace(std::string(graph)).first->second;
    auto found = nodes.find(id);
    if (found == nodes.end()) {
        found = nodes.emplace(std::string(id), json::Object(storage_)).first;
        found->second.emplace("@id", boost::json::string(json::key(id), storage_));
    }
    return found->second;
}

json::Array& NodeMap::values(json::Object& node, std::string_view property) {
    auto* entry = node.if_contains(json::key(property));
    if (entry == nullptr) entry = &node.emplace(json::key(property), json::Array(storage_)).first->value();
    return entry->get_array();
}

void NodeMap::add_once(std::string_view graph, std::string_view subject, std::string_view property,
                       json::Value&& value) {
    std::string key;
    for (const auto part : {graph, subject, property})
        key.append(std::to_string(part.size())).append(1, ' ').append(part);
    json::canonicalize(value, key);
    if (seen_.insert(std::move(key)).second) values(node(graph, subject), property).push_back(std::move(value));
}

json::Value NodeMap::reference(std::string_view id) const {
    json::Object object(storage_);
    object.emplace("@id", boost::json::string(json::key(id), storage_));
    return object;
}

std::string NodeMap::relabel(std::string_view identifier) {
    if (!is_blank_node(identifier)) return std::string(identifier);
    const auto [entry, inserted] = labels_.try_emplace(std::string(identifier));
    if (inserted) entry->second = new_label();
    return entry->second;
}

std::string NodeMap::new_label() {
    return "_:b" + std::to_string(issued_++);
}

}  // namespace blason::jsonld
