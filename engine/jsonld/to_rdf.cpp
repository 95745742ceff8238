#include "engine/jsonld/to_rdf.hpp"

#include <utility>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/jsonld/vocabulary.hpp"

namespace blason::jsonld {

using rdf::Term;
using rdf::TermKind;

namespace {

bool is_missing(const Term& term) {
    return term.value.empty() && term.kind != TermKind::Literal;
}
/// Tells the nodes of a graph apart. What is no IRI has no term, but is a node of its own all the same.
std::string node_key(const json::Object& object, const Term& id) {
    const auto* written = is_missing(id) ? object.if_contains("@id") : nullptr;
    if (written != nullptr && written->is_string()) return std::string(json::view(*written));
    return (id.kind == TermKind::BlankNode ? "_:" : "") + std::string(id.value);
}

}  // namespace

bool RdfWriter::document(const json::Array& expanded) {
    return nodes(expanded, Graph{{}, "", true});
}

bool RdfWriter::nodes(const json::Array& items, const Graph& graph) {
    Term id;
    for (const auto& item : items) {
        if (!is_node_object(item)) continue;  // a value in a graph container says nothing in RDF
        if (!node(item.get_object(), graph, id)) return false;
    }
    return true;
}

bool RdfWriter::node(const json::Object& object, const Graph& graph, Term& id) {
    // Node Map Generation steps 6.1 and 6.2.
    const auto* identifier = object.if_contains("@id");
    id = identifier == nullptr     ? sink_.new_blank_node()
         : identifier->is_string() ? resource(json::view(*identifier))
                                   : Term{TermKind::Iri, {}, {}, {}};
    const Term subject = id;
    const auto* const outer = std::exchange(run_.node, &object);
    for (const auto& entry : object) {
        const auto name = key_of(entry);
        switch (keyword_of(name)) {
            case Keyword::None:
                if (!property(name, entry.value().get_array(), subject, graph)) return false;
                break;
            case Keyword::Type:  // step 6.7
                if (!types(entry.value(), subject, graph)) return false;
                break;
            case Keyword::Index:  // step 6.8
                if (!check_index(object, subject, graph)) return false;
                break;
            case Keyword::Reverse:  // step 6.9
                if (!reverse(entry.value().get_object(), subject, graph)) return false;
                break;
            case Keyword::Graph: {  // step 6.10
                const Graph inner{subject, out_.keep(node_key(object, subject)), !is_missing(subject)};
                if (!nodes(entry.value().get_array(), inner)) return false;
                break;
            }
            case Keyword::Included:  // step 6.11
                if (!nodes(entry.value().get_array(), graph)) return false;
                break;
            default:
                break;
        }
    }
    run_.node = outer;
    return true;
}

// Section 8.1.2, step 1.3.2.1.
bool RdfWriter::types(const json::Value& types, const Term& subject, const Graph& graph) {
    const auto add = [&](const json::Value& type) {
        return !type.is_string() || emit(subject, iri_term(kRdfType), resource(json::view(type)), graph);
    };
    if (!types.is_array()) return add(types);
    for (const auto& type : types.get_array())
        if (!add(type)) return false;
    return true;
}

bool RdfWriter::reverse(const json::Object& map, const Term& target, const Graph& graph) {
    for (const auto& entry : map) {
        const Term predicate = resource(key_of(entry));
        for (const auto& value : entry.value().get_array()) {
            Term subject;
            if (!node(value.get_object(), graph, subject)) return false;
            if (!emit(subject, predicate, target, graph)) return false;
        }
    }
    return true;
}

// Section 8.1.2, steps 1.3.2.3 to 1.3.2.5.
bool RdfWriter::property(std::string_view name, const json::Array& values, const Term& subject, const Graph& graph) {
    const Term predicate = resource(name);
    Graph within = graph;
    within.linked = !is_missing(subject) && !is_missing(predicate) &&
                    (predicate.kind == TermKind::Iri || run_.options.produce_generalized_rdf);
    for (const auto& value : values) {
        Term term;
        if (!object(value, within, term)) return false;
        if (!emit(subject, predicate, term, graph)) return false;
    }
    return true;
}

// Node Map Generation step 6.8.
bool RdfWriter::check_index(const json::Object& object, const Term& id, const Graph& graph) {
    std::string key = std::to_string(graph.key.size());
    key.append(1, ' ').append(graph.key).append(node_key(object, id));
    const auto index = json::view(object.at("@index"));
    const auto [known, inserted] = indexes_.try_emplace(std::move(key), index);
    if (inserted || known->second == index) return true;
    return run_.fail_at_node("conflicting indexes",
                             "The node \"" + node_key(object, id) + "\" has two different @index values.");
}

// Section 8.2.2.
bool RdfWriter::object(const json::Value& item, const Graph& graph, Term& out) {
    const auto& map = item.get_object();
    for (const auto& entry : map) {
        const auto keyword = keyword_of(key_of(entry));
        if (keyword == Keyword::List) return list(entry.value().get_array(), graph, out);
        if (keyword == Keyword::Value) return literal(map, graph, out);
    }
    return node(map, graph, out);
}

// Section 8.3.2.
bool RdfWriter::list(const json::Array& items, const Graph& graph, Term& out) {
    if (items.empty()) {
        out = iri_term(kRdfNil);
        return true;
    }
    Term cell = out = sink_.new_blank_node();
    for (std::size_t i = 0; i < items.size(); ++i) {
        Term item;
        if (!object(items[i], graph, item)) return false;
        const Term rest = i + 1 < items.size() ? sink_.new_blank_node() : iri_term(kRdfNil);
        if (graph.linked &&
            !(emit(cell, iri_term(kRdfFirst), item, graph) && emit(cell, iri_term(kRdfRest), rest, graph)))
            return false;
        cell = rest;
    }
    return true;
}

bool RdfWriter::emit(const Term& subject, const Term& predicate, const Term& object, const Graph& graph) {
    if (!graph.writable || is_missing(subject) || is_missing(predicate) || is_missing(object)) return true;
    if (predicate.kind == TermKind::BlankNode && !run_.options.produce_generalized_rdf) return true;
    return sink_.emit(subject, predicate, object, graph.name);
}

Term RdfWriter::resource(std::string_view text) {
    if (is_blank_node(text)) return sink_.blank_node(text);
    // In safe mode the expansion has looked at every IRI already (Expander::check_reference, check_property).
    if (!run_.options.safe && !iri::is_well_formed(text)) return {TermKind::Iri, {}, {}, {}};
    return iri_term(text);
}

}  // namespace blason::jsonld
