// The way from RDF to JSON-LD and back, for the targets that start at either end.
#pragma once

#include <map>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/vocabulary.hpp"
#include "engine/rdf/term.hpp"
#include "tests/fuzz/jsonld.hpp"

namespace blason::fuzz {

/// What JSON-LD has no place for, or not the same place: everything else has to survive.
inline bool survives(const rdf::Term& term) {
    if (term.kind == rdf::TermKind::Iri) return iri::is_well_formed(term.value) && term.value != jsonld::kRdfList;
    if (term.kind != rdf::TermKind::Literal) return true;
    // JSON literals come back in canonical form; the directions have forms of their own.
    if (!term.language.empty() && !jsonld::is_well_formed_language(term.language)) return false;
    return iri::is_well_formed(term.datatype) && term.datatype != jsonld::kRdfJson &&
           !term.datatype.starts_with(jsonld::kI18n);
}

/// Section 8.4 turns the nodes of a list into an array. Whatever a further graph says about such a node is then about
/// another one, and the graph that it names is gone.
inline bool list_node_is_elsewhere(const rdf::Dataset& dataset) {
    std::map<std::string_view, rdf::Term> graph_of_node;
    for (const auto& quad : dataset.quads)
        if (quad.predicate.value == jsonld::kRdfRest) graph_of_node.emplace(quad.subject.value, quad.graph);
    return std::any_of(dataset.quads.begin(), dataset.quads.end(), [&](const rdf::Quad& quad) {
        const auto subject = graph_of_node.find(quad.subject.value);
        return graph_of_node.contains(quad.graph.value) ||
               (subject != graph_of_node.end() && subject->second != quad.graph);
    });
}

inline bool survives(const rdf::Dataset& dataset) {
    return !list_node_is_elsewhere(dataset) &&
           std::all_of(dataset.quads.begin(), dataset.quads.end(), [](const rdf::Quad& quad) {
               return survives(quad.subject) && survives(quad.predicate) && survives(quad.object) &&
                      survives(quad.graph);
           });
}

/// Whether both are the same graph but for the labels of blank nodes; also when that takes more work than it is worth
/// here.
inline bool isomorphic(const rdf::Dataset& a, const rdf::Dataset& b) {
    if (a.quads == b.quads) return true;
    const auto canonical = rdf::canonicalize(a, {.limits = {.max_n_degree_calls = 500, .max_permutations = 2000}});
    if (!canonical) return true;
    const auto other = rdf::canonicalize(b);
    return other && other->nquads == canonical->nquads;
}

inline void require_round_trip(const rdf::Dataset& dataset, jsonld::Options options) {
    options.base.reset();
    options.processing_mode = jsonld::ProcessingMode::JsonLd11;
    options.rdf_direction = jsonld::RdfDirection::None;
    const auto document = processor().from_rdf(dataset, options);
    if (!document) return;
    const auto back = processor().to_rdf(*document, options);
    require(!survives(dataset) || (back && isomorphic(dataset, *back)));
}

}  // namespace blason::fuzz
