// What both ways from JSON-LD to RDF write to: the dataset, its blank node labels and its limit; or nothing but the
// limit.
#pragma once

#include <string_view>
#include <unordered_map>

#include "engine/jsonld/run.hpp"
#include "engine/rdf/term.hpp"

namespace blason::jsonld {

/// `text` is well-formed, so N-Quads can hold it as it is.
constexpr rdf::Term iri_term(std::string_view text) {
    return {rdf::TermKind::Iri, text, {}, {}, true};
}

class QuadSink {
  public:
    QuadSink(Run& run, rdf::Dataset& out) : run_(run), out_(out) {}

    /// False: there are too many (run.error "jsonld-quad-limit").
    bool emit(const rdf::Term& subject, const rdf::Term& predicate, const rdf::Term& object, const rdf::Term& graph);
    [[nodiscard]] std::size_t quads() const { return out_.quads.size(); }

    /// Section 7.4, Generate Blank Node Identifier. `identifier` ("_:x") lives as long as this.
    rdf::Term blank_node(std::string_view identifier);
    rdf::Term new_blank_node();

    /// A literal's datatype; empty when it is not well-formed.
    std::string_view datatype(std::string_view text);
    /// Section 8.2.2, steps 9 to 12: the literal of a string, number or boolean. `datatype`: empty for the value's own.
    rdf::Term literal(const json::Value& value, std::string_view datatype);
    /// The text in the memory of the run.
    std::string_view keep(std::string_view text) { return run_.texts.keep(text); }

  private:
    Run& run_;
    rdf::Dataset& out_;
    std::size_t issued_ = 0;
    std::string_view datatype_;  ///< the last one that was found well-formed
    std::unordered_map<std::string_view, rdf::Term> identifiers_;
};

/// Takes quads as QuadSink does and keeps none: for who asks only whether a document can be written. Its terms are
/// empty.
class QuadCounter {
  public:
    explicit QuadCounter(const Run& run) : most_(run.options.limits.max_quads) {}

    bool emit(const rdf::Term&, const rdf::Term&, const rdf::Term&, const rdf::Term&) { return ++quads_ <= most_; }
    [[nodiscard]] std::size_t quads() const { return quads_; }
    static rdf::Term blank_node(std::string_view) { return {}; }
    static rdf::Term new_blank_node() { return {}; }
    static rdf::Term literal(const json::Value&, std::string_view) { return {}; }
    static std::string_view keep(std::string_view) { return {}; }

  private:
    std::size_t most_;
    std::size_t quads_ = 0;
};

}  // namespace blason::jsonld
