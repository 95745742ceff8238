#include "engine/jsonld/direct_to_rdf.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/jsonld/vocabulary.hpp"

// Steps are those of section 5.1.2, Expansion, if no other section is named.

namespace blason::jsonld {

using rdf::Term;
using rdf::TermKind;

template <typename Sink>
bool DirectWalk<Sink>::document(const ActiveContext& active, const json::Value& input) {
    if (!input.is_object()) return false;
    Term subject;
    return node(active, input.get_object(), {}, subject) && sink_.quads() > 0;
}

template <typename Sink>
bool DirectWalk<Sink>::visit(std::size_t depth) {
    return ++run_.nodes <= run_.options.limits.max_nodes && depth <= run_.options.limits.max_depth;
}

// Steps 6 to 13.
template <typename Sink>
bool DirectWalk<Sink>::node(const ActiveContext& active, const json::Object& input, const Place& at, Term& subject) {
    Node node;
    if (!visit(at.depth) || !enter(active, input, at, node) || !apply_types(node, input) || !identify(node, input))
        return false;
    subject = node.subject;
    if (node.type != nullptr && !types(node, at.graph)) return false;
    for (const auto& entry : input) {
        const auto key = key_of(entry);
        if (key == "@context") continue;
        const auto* definition = node.active->find(key);
        const Iri name = expand_iri(*node.active, key, definition, kVocab, run_.texts);
        if (name.keyword == Keyword::Id || &entry == node.type) continue;
        if (name.keyword != Keyword::None || name.is_null) return false;
        if (!property(node, entry, definition, name, at)) return false;
    }
    return true;
}

// Steps 7 to 10.
template <typename Sink>
bool DirectWalk<Sink>::enter(const ActiveContext& active, const json::Object& input, const Place& at, Node& node) {
    const ActiveContext* current = &active;
    if (active.previous) {
        bool keep = false;
        for (const auto& entry : input) {
            const auto keyword = active.keyword_of_key(key_of(entry));
            if (keyword == Keyword::Value) return false;
            if (keyword == Keyword::Id && input.size() == 1) keep = true;
        }
        if (!keep) current = active.previous.get();
    }
    if (at.definition != nullptr && at.definition->context) {
        current = run_.scoped(*current, *at.definition, Scope::Property, {});
        if (current == nullptr) return false;
    }
    if (const auto* context = json::find(input, "@context")) {
        current = run_.local(*current, *context, {});
        if (current == nullptr) return false;
    }
    node.active = node.type_scoped = current;
    return true;
}

// Step 11.
template <typename Sink>
bool DirectWalk<Sink>::apply_types(Node& node, const json::Object& input) {
    for (const auto& entry : input) {
        if (node.type_scoped->keyword_of_key(key_of(entry)) != Keyword::Type) continue;
        if (node.type != nullptr) return false;
        node.type = &entry;
    }
    if (node.type == nullptr) return true;
    const auto apply = [&](std::string_view type) {
        const auto* definition = node.type_scoped->find(type);
        if (definition == nullptr || !definition->context) return true;
        node.active = run_.scoped(*node.active, *definition, Scope::Type, {});
        return node.active != nullptr;
    };
    const auto& value = node.type->value();
    if (value.is_string()) return apply(json::view(value));
    if (!value.is_array()) return false;
    boost::container::small_vector<std::string_view, 8> sorted;
    sorted.reserve(value.get_array().size());
    for (const auto& type : value.get_array()) {
        if (!type.is_string()) return false;
        sorted.push_back(json::view(type));
    }
    std::ranges::sort(sorted);
    return std::ranges::all_of(sorted, apply);
}

// Step 13.4.3, ahead of the properties: the subject of their triples.
template <typename Sink>
bool DirectWalk<Sink>::identify(Node& node, const json::Object& input) {
    const json::Value* id = nullptr;
    for (const auto& entry : input) {
        if (node.active->keyword_of_key(key_of(entry)) != Keyword::Id) continue;
        if (id != nullptr || !entry.value().is_string()) return false;
        id = &entry.value();
    }
    if (id != nullptr) return reference(expand_reference(*node.active, json::view(*id), run_.texts), node.subject);
    node.subject = sink_.new_blank_node();
    return true;
}

// Step 13.4.4.
template <typename Sink>
bool DirectWalk<Sink>::types(const Node& node, const Term& graph) {
    const auto add = [&](const json::Value& type) {
        Term term;
        return reference(expand_iri(*node.type_scoped, json::view(type), kVocabAndDocument, run_.texts), term) &&
               sink_.emit(node.subject, iri_term(kRdfType), term, graph);
    };
    // The key has to mean @type still, now that the contexts of the types are applied.
    if (node.active->keyword_of_key(key_of(*node.type)) != Keyword::Type) return false;
    const auto& value = node.type->value();
    return value.is_string() ? add(value) : std::ranges::all_of(value.get_array(), add);
}

// Steps 13.5 to 13.14.
template <typename Sink>
bool DirectWalk<Sink>::property(const Node& node, const json::Object::value_type& entry,
                                const TermDefinition* definition, const Iri& name, const Place& at) {
    using C = Containers;
    if (definition != nullptr ? !definition->iri_is_well_formed || !definition->iri_has_colon
                              : !iri::is_well_formed(name.text))
        return false;
    const auto containers = definition != nullptr ? definition->containers : C{};
    const bool is_map = containers.has_any(C::Language | C::Index | C::Type | C::Id) && entry.value().is_object();
    const bool is_graph = containers.has(C::Graph);
    if (is_map || containers.has(C::List) || (is_graph && containers.has_any(C::Id | C::Index))) return false;
    if (definition != nullptr && (definition->reverse_property || definition->type_kind == TypeMapping::Json))
        return false;
    const Term predicate = iri_term(definition != nullptr ? name.text : sink_.keep(name.text));
    const Place within{definition, key_of(entry), at.graph, at.depth + 1};
    return is_graph ? graph_item(node, predicate, entry.value(), within)
                    : value(node, predicate, entry.value(), within);
}

template <typename Sink>
bool DirectWalk<Sink>::value(const Node& node, const Term& predicate, const json::Value& input, const Place& at) {
    if (input.is_array()) {  // step 5
        if (!visit(at.depth)) return false;
        Place item = at;
        ++item.depth;
        return std::ranges::all_of(input.get_array(),
                                   [&](const auto& element) { return value(node, predicate, element, item); });
    }
    if (input.is_null()) return visit(at.depth);
    Term object;
    const bool done = input.is_object() ? this->node(*node.active, input.get_object(), at, object)
                                        : visit(at.depth) && scalar(*node.active, input, at, object);
    return done && sink_.emit(node.subject, predicate, object, at.graph);
}

// Step 13.12: each value is a graph of its own, named by a blank node. One that says nothing would be lost.
template <typename Sink>
bool DirectWalk<Sink>::graph_item(const Node& node, const Term& predicate, const json::Value& input, const Place& at) {
    if (input.is_array()) {
        if (!visit(at.depth)) return false;
        Place item = at;
        ++item.depth;
        return std::ranges::all_of(input.get_array(),
                                   [&](const auto& element) { return graph_item(node, predicate, element, item); });
    }
    if (!input.is_object()) return false;
    Place inner = at;
    inner.graph = sink_.new_blank_node();
    const auto before = sink_.quads();
    Term named;
    return this->node(*node.active, input.get_object(), inner, named) && sink_.quads() > before &&
           sink_.emit(node.subject, predicate, inner.graph, at.graph);
}

// Step 4, and section 5.3.2, Value Expansion, with section 8.2.2, Object to RDF Conversion.
template <typename Sink>
bool DirectWalk<Sink>::scalar(const ActiveContext& active, const json::Value& value, const Place& at, Term& out) {
    const ActiveContext* current = &active;
    const auto* definition = at.definition;
    if (definition != nullptr && definition->context) {
        current = run_.scoped(active, *definition, Scope::Property, {});
        if (current == nullptr) return false;
        definition = current->find(at.property);
    }
    const auto type = definition != nullptr ? definition->type_kind : TypeMapping::Unset;
    if (type == TypeMapping::Json) return false;
    if (type == TypeMapping::Iri) {
        if (!definition->type_is_well_formed) return false;
        out = sink_.literal(value, definition->type);
        if (value.is_string()) out.value = sink_.keep(out.value);
        return true;
    }
    if (value.is_string()) return string(*current, definition, json::view(value), out);
    out = sink_.literal(value, {});
    return true;
}

template <typename Sink>
bool DirectWalk<Sink>::string(const ActiveContext& active, const TermDefinition* definition, std::string_view text,
                              Term& out) {
    const auto type = definition != nullptr ? definition->type_kind : TypeMapping::Unset;
    if (type == TypeMapping::Id) return reference(expand_reference(active, text, run_.texts), out);
    if (type == TypeMapping::Vocab) return reference(expand_iri(active, text, kVocabAndDocument, run_.texts), out);
    const auto direction =
        definition != nullptr && definition->direction != Direction::Unset ? definition->direction : active.direction;
    if (direction == Direction::Ltr || direction == Direction::Rtl) return false;
    out = {TermKind::Literal, sink_.keep(text), rdf::kXsdString, {}, true};
    const bool of_term = definition != nullptr && definition->language.set;
    if (const auto& language = of_term ? definition->language.tag : active.language) {
        if (!is_well_formed_language(*language)) return false;
        out.datatype = rdf::kLangString;
        out.language = *language;
    }
    return true;
}

template <typename Sink>
bool DirectWalk<Sink>::reference(const Iri& iri, Term& out) {
    if (iri.is_null || iri.keyword != Keyword::None) return false;
    if (is_blank_node(iri.text)) {
        out = sink_.blank_node(iri.text);
        return true;
    }
    if (!iri.well_formed && !iri::is_well_formed(iri.text)) return false;
    out = iri_term(iri.well_formed ? iri.text : sink_.keep(iri.text));
    return true;
}

template class DirectWalk<QuadSink>;
template class DirectWalk<QuadCounter>;

}  // namespace blason::jsonld
