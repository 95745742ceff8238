// JSON-LD API section 8.4, Serialize RDF as JSON-LD.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/jsonld/run.hpp"
#include "engine/rdf/term.hpp"

namespace blason::jsonld {

class RdfReader {
  public:
    explicit RdfReader(Run& run) : run_(run), storage_(run.storage) {}

    /// The document in expanded form, sorted by code point. Error "invalid JSON literal" and those of directions.
    bool dataset(const rdf::Dataset& dataset, json::Array& out);

  private:
    /// Where a node is the value of a property (the maps of steps 5.7.9 to 5.7.11). Positions stay good: until the
    /// end nothing is taken out of an array.
    struct Usage {
        std::string node;
        std::string property;
        std::size_t position = 0;
    };
    struct Graph {
        std::map<std::string, json::Object, std::less<>> nodes;
        std::vector<Usage> nil_usages;
        std::vector<std::string> compound_literals;
    };
    /// A blank node that is the object of exactly one triple may be a list node; no value: there are more.
    struct Reference {
        std::string graph;
        Usage usage;
    };

    /// A list before it is converted: its nodes from the last to the first, and what refers to the first.
    struct List {
        std::vector<std::string> nodes;
        const Usage* head = nullptr;
        std::optional<std::size_t> depth;
        bool visited = false;
    };

    bool triple(const rdf::Quad& quad, const std::string& graph_name);
    bool convert_compound_literals(const std::string& name, Graph& graph);
    bool fill_compound_literal(const json::Object& from, json::Object& reference);
    bool convert_lists(const std::string& name, Graph& graph);
    std::optional<List> trace_list(const std::string& name, const Graph& graph, const Usage& nil_usage) const;
    static void order_lists(std::vector<List>& lists);
    const Reference* referenced_once(const std::string& id) const;
    bool is_list_node(const json::Object& node) const;

    json::Object& node(Graph& graph, std::string_view id);
    /// Section 8.5, RDF to Object Conversion.
    bool object(const rdf::Term& term, json::Value& out);
    bool literal(const rdf::Term& term, json::Value& out);
    std::optional<json::Value> native(const rdf::Term& term) const;
    [[nodiscard]] json::Value text(std::string_view value) const {
        return json::Value(boost::json::string_view(value.data(), value.size()), storage_);
    }

    Run& run_;
    json::Storage storage_;
    std::map<std::string, Graph, std::less<>> graphs_;
    std::unordered_map<std::string, std::optional<Reference>> references_;
    std::unordered_map<std::string, std::size_t> positions_;  ///< value (as text, with its place) -> position
};

}  // namespace blason::jsonld
