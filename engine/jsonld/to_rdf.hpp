// JSON-LD API section 8.1, Deserialize JSON-LD to RDF, straight from the expanded document.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/jsonld/quad_sink.hpp"

namespace blason::jsonld {

/// The standard first collects the nodes of the document in a node map (section 7.2) and then walks the map. The quads
/// of a dataset are a set, so walking the document yields the same one, without the map: what the map merges, the
/// dataset holds once. Only the check for conflicting indexes needs a memory of its own.
class RdfWriter {
  public:
    RdfWriter(Run& run, rdf::Dataset& out) : run_(run), out_(out), sink_(run, out) {}

    /// `expanded` must live as long as the dataset, which has views into it (Dataset::hold).
    /// False: run.error says why ("conflicting indexes", limits). What is not well-formed is left out, as the standard
    /// says; in safe mode the expansion has refused it before.
    bool document(const json::Array& expanded);

  private:
    /// The graph that is written to. Quads of a graph whose name is not well-formed go nowhere.
    struct Graph {
        rdf::Term name;
        std::string_view key;  ///< tells graphs apart for the index check; empty: the default graph
        bool writable = true;
        bool linked =
            true;  ///< false: the values stand under a property that makes no triples, so their lists make none
    };

    bool nodes(const json::Array& items, const Graph& graph);
    /// Node Map Generation step 6; `id` becomes the node's term, with an empty value when it is not well-formed.
    bool node(const json::Object& object, const Graph& graph, rdf::Term& id);
    bool types(const json::Value& types, const rdf::Term& subject, const Graph& graph);
    bool reverse(const json::Object& map, const rdf::Term& target, const Graph& graph);
    bool property(std::string_view name, const json::Array& values, const rdf::Term& subject, const Graph& graph);
    bool check_index(const json::Object& object, const rdf::Term& id, const Graph& graph);

    /// Section 8.2, Object to RDF Conversion: an empty term where the standard says null.
    bool object(const json::Value& item, const Graph& graph, rdf::Term& out);
    bool literal(const json::Object& item, const Graph& graph, rdf::Term& out);
    bool compound_literal(const json::Object& item, const rdf::Term& literal, const Graph& graph, rdf::Term& out);
    /// Section 8.3, List to RDF Conversion.
    bool list(const json::Array& items, const Graph& graph, rdf::Term& out);

    bool emit(const rdf::Term& subject, const rdf::Term& predicate, const rdf::Term& object, const Graph& graph);
    /// IRI or blank node; empty when it is not well-formed.
    rdf::Term resource(std::string_view text);

    Run& run_;
    rdf::Dataset& out_;
    QuadSink sink_;
    std::unordered_map<std::string, std::string_view> indexes_;  ///< graph and node -> @index
};

}  // namespace blason::jsonld
