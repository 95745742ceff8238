#include "engine/jsonld/compact.hpp"

#include <algorithm>
#include <vector>

#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {

bool Compactor::document(const ActiveContext& active, const json::Value& expanded, TopLevel top, json::Object& out) {
    json::Value compacted(storage_);
    if (!element(active, {}, expanded, compacted)) return false;
    if (top == TopLevel::Graph && !compacted.is_array()) {
        json::Array only(storage_);
        only.push_back(std::move(compacted));
        compacted = json::Value(std::move(only));
    }
    if (compacted.is_object()) {
        out = std::move(compacted.get_object());
    } else if (compacted.is_array() &&
               (top == TopLevel::Graph || !compacted.get_array().empty())) {  // steps 9.1 and 9.2
        out.emplace(json::key(alias(active, "@graph")), std::move(compacted));
    }
    return true;
}

bool Compactor::element(const ActiveContext& active, std::string_view property, const json::Value& input,
                        json::Value& out) {
    if (input.is_array()) return array(active, property, input.get_array(), out);
    if (input.is_object()) return object(active, property, input.get_object(), out);
    out = json::Value(input, storage_);  // step 2
    return true;
}

// Step 3.
bool Compactor::array(const ActiveContext& active, std::string_view property, const json::Array& input,
                      json::Value& out) {
    json::Array result(storage_);
    for (const auto& item : input) {
        json::Value compacted(storage_);
        if (!element(active, property, item, compacted)) return false;
        if (!compacted.is_null()) result.push_back(std::move(compacted));
    }
    const auto* definition = property.empty() ? nullptr : active.find(property);
    const bool keep = result.size() != 1 || as_array_by_default() || property == "@graph" || property == "@set" ||
                      (definition != nullptr && definition->containers.has_any(Containers::List | Containers::Set));
    if (keep) {
        out = std::move(result);
    } else {
        json::Value only(std::move(result.front()));
        out = std::move(only);
    }
    return true;
}

// Steps 4 to 13.
bool Compactor::object(const ActiveContext& active, std::string_view property, const json::Object& input,
                       json::Value& out) {
    const json::Path root;
    Node node{&active, &active, property, property == "@reverse", json::Object(storage_)};
    // Step 5.
    const bool reference = input.size() == 1 && input.contains("@id");
    if (active.previous && !input.contains("@value") && !reference) node.active = active.previous.get();
    // Step 6: the definition comes from the context the property was chosen with.
    const auto* definition = property.empty() ? nullptr : active.find(property);
    if (definition != nullptr && definition->context) {
        node.active = run_.scoped(*node.active, *definition, Scope::Property, root);
        if (node.active == nullptr) return false;
    }
    const auto* current = property.empty() ? nullptr : node.active->find(property);
    // Step 7.
    if (input.contains("@value") || input.contains("@id")) {
        bool replaced = false;
        if (!value(*node.active, current, input, replaced, out)) return false;
        if (replaced) return true;
    }
    // Step 8.
    if (const auto* list = input.if_contains("@list");
        list != nullptr && current != nullptr && current->containers.has(Containers::List))
        return element(*node.active, property, *list, out);
    const auto* const outer = run_.node;
    if (input.contains("@context")) run_.node = &input;  // Run::mark_places
    // Step 11.
    if (const auto* types = input.if_contains("@type"))
        if (!apply_type_scopes(node, *types)) return false;
    // Step 12.
    const bool done = for_each_entry(input, run_.options.ordered, [&](const Entry& entry) {
        bool handled = false;
        return keyword_entry(node, entry, handled) && (handled || property_entry(node, entry));
    });
    if (!done) return false;
    run_.node = outer;
    out = std::move(node.result);
    return true;
}

// Step 11. The type-scoped context is the one this object was reached with.
bool Compactor::apply_type_scopes(Node& node, const json::Value& types) {
    std::vector<std::string_view> terms;
    const auto compact_type = [&](const json::Value& type) {
        std::string_view term;
        if (!type.is_string()) return true;
        if (!iri(*node.type_scoped, json::view(type), {}, term)) return false;
        terms.push_back(term);
        return true;
    };
    if (types.is_array()) {
        for (const auto& type : types.get_array())
            if (!compact_type(type)) return false;
    } else if (!compact_type(types)) {
        return false;
    }
    std::sort(terms.begin(), terms.end());
    return std::all_of(terms.begin(), terms.end(), [&](std::string_view term) {
        const auto* definition = node.type_scoped->find(term);
        if (definition == nullptr || !definition->context) return true;
        node.active = run_.scoped(*node.active, *definition, Scope::Type, json::Path{});
        return node.active != nullptr;
    });
}

// Steps 12.1 to 12.6.
bool Compactor::keyword_entry(Node& node, const Entry& entry, bool& handled) {
    handled = true;
    const auto keyword = keyword_of(key_of(entry));
    switch (keyword) {
        case Keyword::Id:
            return id_entry(node, entry.value());
        case Keyword::Type:
            return type_entry(node, entry.value());
        case Keyword::Reverse:
            return reverse_entry(node, entry.value());
        case Keyword::Index: {  // step 12.5
            const auto* definition = node.property.empty() ? nullptr : node.active->find(node.property);
            if (definition != nullptr && definition->containers.has(Containers::Index)) return true;
            [[fallthrough]];
        }
        case Keyword::Direction:
        case Keyword::Language:
        case Keyword::Value:  // step 12.6
            node.result.insert_or_assign(json::key(alias(*node.active, key_of(entry))),
                                         json::Value(entry.value(), storage_));
            return true;
        default:
            handled = false;
            return true;
    }
}

// Step 12.1.
bool Compactor::id_entry(Node& node, const json::Value& value) {
    json::Value compacted(nullptr, storage_);
    if (value.is_string()) {
        std::string_view id;
        if (!iri(*node.active, json::view(value), {nullptr, false, false}, id)) return false;
        compacted = text(id);
    }
    node.result.insert_or_assign(json::key(alias(*node.active, "@id")), std::move(compacted));
    return true;
}

// Step 12.2.
bool Compactor::type_entry(Node& node, const json::Value& value) {
    json::Value compacted(storage_);
    std::string_view term;
    if (value.is_string()) {
        if (!iri(*node.type_scoped, json::view(value), {}, term)) return false;
        compacted = text(term);
    } else {
        json::Array types(storage_);
        for (const auto& type : value.get_array()) {
            if (!iri(*node.type_scoped, json::view(type), {}, term)) return false;
            types.push_back(text(term));
        }
        compacted = std::move(types);
    }
    const auto name = alias(*node.active, "@type");
    const auto* definition = node.active->find(name);
    // A value has one datatype: an array of them could not be expanded again (JSON-LD 1.1 section 9.5).
    if (value.is_string()) {
        node.result.insert_or_assign(json::key(name), std::move(compacted));
        return true;
    }
    const bool set_container = node.active->mode != ProcessingMode::JsonLd10 && definition != nullptr &&
                               definition->containers.has(Containers::Set);
    if (compacted.is_array() && compacted.get_array().size() == 1 && !set_container && !as_array_by_default()) {
        json::Value only(std::move(compacted.get_array().front()));
        compacted = std::move(only);
    }
    if (compacted.is_array() && compacted.get_array().empty()) {
        node.result.insert_or_assign(json::key(name), std::move(compacted));
        return true;
    }
    add_compacted(node.result, name, std::move(compacted), set_container || as_array_by_default());
    return true;
}

// Step 12.3.
bool Compactor::reverse_entry(Node& node, const json::Value& value) {
    json::Value compacted(storage_);
    if (!element(*node.active, "@reverse", value, compacted)) return false;
    if (!compacted.is_object()) return true;
    json::Object rest(storage_);
    for (auto& entry : compacted.get_object()) {
        const auto* definition = node.active->find(key_of(entry));
        if (definition == nullptr || !definition->reverse_property) {
            rest.emplace(entry.key(), std::move(entry.value()));
            continue;
        }
        const bool as_array = definition->containers.has(Containers::Set) || as_array_by_default();
        add_compacted(node.result, key_of(entry), std::move(entry.value()), as_array);
    }
    if (!rest.empty()) node.result.insert_or_assign(json::key(alias(*node.active, "@reverse")), std::move(rest));
    return true;
}

// Steps 12.7 and 12.8.
bool Compactor::property_entry(Node& node, const Entry& entry) {
    const auto expanded_property = key_of(entry);
    const auto choose = [&](const json::Value& value, std::string_view& name, const TermDefinition*& definition) {
        if (!iri(*node.active, expanded_property, {&value, true, node.inside_reverse}, name)) return false;
        definition = node.active->find(name);
        return true;
    };
    std::string_view name;
    const TermDefinition* definition = nullptr;
    json::Object* target = nullptr;
    const json::Value& values = entry.value();
    if (!values.is_array()) return true;
    if (values.get_array().empty()) {
        if (!choose(values, name, definition) || !nest_target(node, definition, target)) return false;
        add_compacted(*target, name, json::Array(storage_), true);
        return true;
    }
    for (const auto& expanded : values.get_array()) {
        if (!choose(expanded, name, definition) || !nest_target(node, definition, target)) return false;
        const bool as_array = (definition != nullptr && definition->containers.has(Containers::Set)) ||
                              name == "@graph" || name == "@list" || as_array_by_default();
        Item item{name, definition, expanded, json::Value(storage_), *target, as_array};
        // Step 12.8.6.
        const json::Value* inner = &expanded;
        if (is_list_object(expanded)) {
            inner = json::find(expanded, "@list");
        } else if (is_graph_object(expanded)) {
            inner = json::find(expanded, "@graph");
        }
        if (!element(*node.active, name, *inner, item.compacted)) return false;
        // A JSON literal stays whole (JSON-LD 1.1 section 4.2.2); "add value" would take its array apart.
        if (item.compacted.is_array() && values.get_array().size() == 1 && is_value_object(expanded)) {
            target->insert_or_assign(json::key(name), std::move(item.compacted));
        } else if (!place(node, item)) {
            return false;
        }
    }
    return true;
}

// Steps 12.7.2 and 12.8.2.
bool Compactor::nest_target(Node& node, const TermDefinition* definition, json::Object*& target) {
    target = &node.result;
    if (definition == nullptr || !definition->nest) return true;
    const std::string& nest = *definition->nest;
    if (nest != "@nest") {
        const auto* nesting = node.active->find(nest);
        if (nesting == nullptr || nesting->keyword != Keyword::Nest)
            return run_.fail_at_node("invalid @nest value", "\"" + nest + "\" is no alias of @nest.");
    }
    auto* nested = node.result.if_contains(nest);
    if (nested == nullptr) nested = &node.result.emplace(nest, json::Object(storage_)).first->value();
    if (!nested->is_object())
        return run_.fail_at_node("invalid @nest value", "\"" + nest + "\" is taken by another entry.");
    target = &nested->get_object();
    return true;
}

}  // namespace blason::jsonld
