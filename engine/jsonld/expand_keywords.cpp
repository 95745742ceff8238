// JSON-LD API section 5.1.2, step 13.4: entries whose key is a keyword.
#include "engine/jsonld/expand.hpp"
#include "engine/jsonld/tree.hpp"

namespace blason::jsonld {

using json::Path;

bool Expander::keyword_member(Node& node, const Member& member, const Position& at) {
    const auto keyword = member.property.keyword;
    const auto& value = member.value;
    const bool only_1_0 = node.active->mode == ProcessingMode::JsonLd10;
    if (node.property.kind == ActiveProperty::Kind::Reverse)  // step 13.4.1
        return run_.fail("invalid reverse property map", "@reverse holds properties only.", at.path);
    // Step 13.4.2.
    const bool may_repeat = !only_1_0 && (keyword == Keyword::Included || keyword == Keyword::Type);
    if (!may_repeat && node.has(keyword))
        return run_.fail("colliding keywords", "Two entries stand for the same keyword.", at.path);
    // The recursive cases below all end in: expand, ensure an array, keep.
    const auto keep_expanded = [&](const ActiveProperty& property, bool as_array) {
        json::Value expanded(storage_);
        if (!element(*node.active, property, value, at, false, expanded)) return false;
        if (as_array) ensure_array(expanded);
        node.put(keyword, member.property.text, std::move(expanded));
        return true;
    };
    switch (keyword) {
        case Keyword::Id:
            return id_member(node, value, at.path);
        case Keyword::Type:
            return type_member(node, value, at.path);
        case Keyword::Graph:
            return keep_expanded({ActiveProperty::Kind::Graph, "@graph", nullptr}, true);
        case Keyword::Included:
            return only_1_0 ? run_.lose("@included needs JSON-LD 1.1.", at.path) : included_member(node, value, at);
        case Keyword::Value:
            return value_member(node, value, at.path);
        case Keyword::Language:
            return language_member(node, value, at.path);
        case Keyword::Direction:
            return only_1_0 ? run_.lose("@direction needs JSON-LD 1.1.", at.path)
                            : direction_member(node, value, at.path);
        case Keyword::Index:
            if (!value.is_string()) return run_.fail("invalid @index value", "@index is a string.", at.path);
            node.put(Keyword::Index, "@index", text(json::view(value)));
            return true;
        case Keyword::List:
            if (node.property.is_null_or_graph()) return run_.lose("A free-floating list would be dropped.", at.path);
            return keep_expanded(node.property.in(*node.active), true);
        case Keyword::Set:
            return keep_expanded(node.property.in(*node.active), false);
        case Keyword::Reverse:
            return reverse_member(node, value, at);
        default:
            // @base, @container, ... mean something in a context only; the standard lets them fall through.
            return run_.lose("This keyword has no meaning here and would be dropped.", at.path);
    }
}

// Step 13.4.3.
bool Expander::id_member(Node& node, const json::Value& value, const Path& path) {
    if (!value.is_string()) return run_.fail("invalid @id value", "@id is a string.", path);
    const Iri id = expand_reference(*node.active, json::view(value), run_.texts);
    if (!check_reference(id, json::view(value), path)) return false;
    node.put(Keyword::Id, "@id", id.is_null ? json::Value(nullptr, storage_) : text(id.text));
    return true;
}

// Step 13.4.4.
bool Expander::type_member(Node& node, const json::Value& value, const Path& path) {
    json::Value expanded(storage_);
    if (value.is_string()) {
        if (!expand_type(node, value, path, expanded)) return false;
    } else if (value.is_array()) {
        json::Array types(storage_);
        types.reserve(value.get_array().size());
        for (std::size_t i = 0; i < value.get_array().size(); ++i) {
            json::Value type(storage_);
            if (!expand_type(node, value.get_array()[i], Path(&path, i), type)) return false;
            if (!type.is_null()) types.push_back(std::move(type));
        }
        expanded = std::move(types);
    } else {
        return run_.fail("invalid type value", "@type is a string or an array of strings.", path);
    }
    if (expanded.is_null()) return true;  // a word that looks like a keyword is no type
    if (node.has(Keyword::Type)) {        // step 13.4.4.5
        add_value(node.result, "@type", std::move(expanded));
    } else {
        node.put(Keyword::Type, "@type", std::move(expanded));
    }
    return true;
}

bool Expander::expand_type(const Node& node, const json::Value& value, const Path& path, json::Value& out) {
    if (!value.is_string()) return run_.fail("invalid type value", "@type is a string or an array of strings.", path);
    const Iri type = expand_iri(*node.type_scoped, json::view(value), kVocabAndDocument, run_.texts);
    if (type.keyword == Keyword::None && !check_reference(type, json::view(value), path)) return false;
    if (!type.is_null) out = text(type.text);
    return true;
}

// Step 13.4.6.
bool Expander::included_member(Node& node, const json::Value& value, const Position& at) {
    json::Value expanded(storage_);
    const ActiveProperty property{ActiveProperty::Kind::Included, "@included", nullptr};
    if (!element(*node.active, property, value, at, false, expanded)) return false;
    const auto& items = ensure_array(expanded);
    if (!std::all_of(items.begin(), items.end(), is_node_object))
        return run_.fail("invalid @included value", "@included holds node objects only.", at.path);
    node.mark(Keyword::Included);
    add_value(node.result, "@included", std::move(expanded));
    return true;
}

// Step 13.4.7.
bool Expander::value_member(Node& node, const json::Value& value, const Path& path) {
    bool is_json = false;
    if (node.type_entry != nullptr) {  // step 12: input type
        const auto* type = &node.type_entry->value();
        if (type->is_array() && !type->get_array().empty()) type = &type->get_array().back();
        is_json = type->is_string() &&
                  expand_iri(*node.active, json::view(*type), kVocab, run_.texts).keyword == Keyword::Json;
    }
    if (is_json) {
        if (node.active->mode == ProcessingMode::JsonLd10)
            return run_.fail("invalid value object value", "@json needs JSON-LD 1.1.", path);
    } else if (value.is_structured()) {
        return run_.fail("invalid value object value", "@value is a string, a number, true, false or null.", path);
    }
    node.put(Keyword::Value, "@value", json::Value(value, storage_));
    return true;
}

// Step 13.4.8.
bool Expander::language_member(Node& node, const json::Value& value, const Path& path) {
    if (!value.is_string()) return run_.fail("invalid language-tagged string", "@language is a string.", path);
    if (!check_language(json::view(value), path)) return false;
    node.put(Keyword::Language, "@language", text(json::view(value)));
    return true;
}

// Step 13.4.9.
bool Expander::direction_member(Node& node, const json::Value& value, const Path& path) {
    if (!value.is_string() || (json::view(value) != "ltr" && json::view(value) != "rtl"))
        return run_.fail("invalid base direction", "@direction is \"ltr\" or \"rtl\".", path);
    if (!check_direction(path)) return false;
    node.put(Keyword::Direction, "@direction", text(json::view(value)));
    return true;
}

// Step 13.4.13.
bool Expander::reverse_member(Node& node, const json::Value& value, const Position& at) {
    if (!value.is_object()) return run_.fail("invalid @reverse value", "@reverse is a map.", at.path);
    json::Value expanded(storage_);
    const ActiveProperty property{ActiveProperty::Kind::Reverse, "@reverse", nullptr};
    if (!element(*node.active, property, value, at, false, expanded)) return false;
    if (!expanded.is_object()) return true;
    for (auto& entry : expanded.get_object()) {
        if (entry.key() == "@reverse") {  // step 13.4.13.3: reversed twice
            for (auto& twice : entry.value().get_object())
                add_value(node.result, key_of(twice), std::move(twice.value()));
            continue;
        }
        auto* reverse_map = node.result.if_contains("@reverse");
        if (reverse_map == nullptr)
            reverse_map = &node.result.emplace("@reverse", json::Object(storage_)).first->value();
        node.mark(Keyword::Reverse);
        if (!add_reverse(reverse_map->get_object(), key_of(entry), std::move(entry.value()), at.path)) return false;
    }
    return true;
}

}  // namespace blason::jsonld
