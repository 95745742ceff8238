// JSON-LD API section 8.1 in one walk over the document, for the plain documents that nearly all credentials are.
#pragma once

#include <string_view>

#include "engine/jsonld/iri_expansion.hpp"
#include "engine/jsonld/quad_sink.hpp"

namespace blason::jsonld {

/// Expansion builds a tree that the way to RDF walks once and throws away. Where a document holds only what is listed
/// here, its quads can be written while it is read:
/// - nodes with properties, @id, @type and contexts of every kind (embedded, type-scoped, property-scoped);
/// - strings, numbers and booleans with the type, datatype or language of their term; references; sets;
/// - simple graph containers.
/// At anything else it stops, at whatever is wrong or would be lost too: Expander and RdfWriter (expand.hpp,
/// to_rdf.hpp) then start from the beginning, and say what it is. So this has no errors of its own, and where it
/// answers, it answers the same dataset; tests/engine/jsonld/direct_to_rdf_test.cpp holds both side by side.
///
/// `Sink`: QuadSink or QuadCounter (quad_sink.hpp). What is counted is what would be written.
template <typename Sink>
class DirectWalk {
  public:
    DirectWalk(Run& run, Sink& sink) : run_(run), sink_(sink) {}

    /// False: the document holds something else, and what the sink got is of no use.
    bool document(const ActiveContext& active, const json::Value& input);

  private:
    /// Where a value stands: under which property, in which graph, how deep.
    struct Place {
        const TermDefinition* definition = nullptr;  ///< of the property; nullptr: none, or not defined
        std::string_view property;                   ///< the key as written
        rdf::Term graph;
        std::size_t depth = 0;
    };
    /// A node object whose context is known.
    struct Node {
        const ActiveContext* active = nullptr;
        const ActiveContext* type_scoped = nullptr;
        const json::Object::value_type* type = nullptr;
        rdf::Term subject;
    };

    bool node(const ActiveContext& active, const json::Object& input, const Place& at, rdf::Term& subject);
    bool enter(const ActiveContext& active, const json::Object& input, const Place& at, Node& node);
    bool apply_types(Node& node, const json::Object& input);
    bool identify(Node& node, const json::Object& input);
    bool types(const Node& node, const rdf::Term& graph);
    bool property(const Node& node, const json::Object::value_type& entry, const TermDefinition* definition,
                  const Iri& name, const Place& at);

    bool value(const Node& node, const rdf::Term& predicate, const json::Value& value, const Place& at);
    bool graph_item(const Node& node, const rdf::Term& predicate, const json::Value& value, const Place& at);
    bool scalar(const ActiveContext& active, const json::Value& value, const Place& at, rdf::Term& out);
    bool string(const ActiveContext& active, const TermDefinition* definition, std::string_view text, rdf::Term& out);
    bool reference(const Iri& iri, rdf::Term& out);

    bool visit(std::size_t depth);

    Run& run_;
    Sink& sink_;
};
extern template class DirectWalk<QuadSink>;
extern template class DirectWalk<QuadCounter>;

/// Whether the short way is open: safe mode, where whatever cannot be written stops it anyhow, and no option that asks
/// for more.
inline bool direct_to_rdf_takes(const Options& options) {
    return options.safe && !options.ordered && !options.produce_generalized_rdf && options.unnamed_nodes == nullptr;
}

/// The quads of a plain document. False: it holds something else, and `out` is of no use. The texts of the quads belong
/// to `out`, the run and its contexts.
inline bool direct_to_rdf(Run& run, const ActiveContext& active, const json::Value& input, rdf::Dataset& out) {
    QuadSink sink(run, out);
    return DirectWalk(run, sink).document(active, input);
}

/// Whether all of a document can be written as RDF, for a plain one: the same walk, and nothing is written.
inline bool is_direct_rdf(Run& run, const ActiveContext& active, const json::Value& input) {
    QuadCounter sink(run);
    return DirectWalk(run, sink).document(active, input);
}

}  // namespace blason::jsonld
