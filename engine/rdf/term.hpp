// RDF 1.1 terms, quads and datasets (RDF Concepts sections 3 and 4).
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace blason::rdf {

inline constexpr std::string_view kXsdString = "http://www.w3.org/2001/XMLSchema#string";
inline constexpr std::string_view kLangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

enum class TermKind : std::uint8_t { DefaultGraph, Iri, BlankNode, Literal };

/// A view: the bytes belong to the dataset (or outlive it, for constants).
struct Term {
    TermKind kind = TermKind::DefaultGraph;
    std::string_view value;     ///< IRI; blank node label without "_:"; lexical form, not escaped
    std::string_view datatype;  ///< literals: never empty (xsd:string, rdf:langString)
    std::string_view language;  ///< literals of rdf:langString: the tag as written
    /// The IRI, or the literal's datatype, has been looked at: N-Quads writes it as it is. No part of what the term
    /// means.
    bool is_plain = false;

    bool operator==(const Term& other) const {
        return kind == other.kind && value == other.value && datatype == other.datatype && language == other.language;
    }
};

struct Quad {
    Term subject;
    Term predicate;
    Term object;
    Term graph;  ///< kind DefaultGraph, Iri or BlankNode

    bool operator==(const Quad&) const = default;
};

/// Quads and the memory their texts live in. Moves, never copies. Duplicates may be present; canonicalization and
/// comparison treat it as the set it stands for.
class Dataset {
  public:
    Dataset() : arena_(std::make_unique<std::pmr::monotonic_buffer_resource>(kFirstBlock)) {}

    std::vector<Quad> quads;

    /// Copies text into the arena; the view is good as long as the dataset lives.
    std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        auto* memory = static_cast<char*>(arena_->allocate(text.size(), 1));
        text.copy(memory, text.size());
        return {memory, text.size()};
    }

    /// Lets memory that texts of the quads lie in live as long as the dataset.
    void hold(std::shared_ptr<const void> memory) { held_ = std::move(memory); }

  private:
    static constexpr std::size_t kFirstBlock = 2048;
    std::unique_ptr<std::pmr::monotonic_buffer_resource> arena_;
    std::shared_ptr<const void> held_;
};

}  // namespace blason::rdf
