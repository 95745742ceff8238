// Blank nodes under names of their own, so that a part of a document means the same nodes as the whole (VC-DI-ECDSA
// sections 3.4.5 to 3.4.9).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/term.hpp"

namespace blason::vc::proof::sd {

/// One document whose blank nodes have become IRIs, as text and as RDF, where they are blank again. The IRIs begin
/// with a random number, so that none of them can stand in a document by itself.
class Skolemized {
  public:
    /// Section 3.4.8, skolemizeCompactJsonLd. The standard expands the document, names its nodes and compacts it again;
    /// here the nodes are named where they stand, so that pointers lead to the same places as in the document itself.
    /// Errors of JSON-LD; "blank-node-name": a name that begins with "_:".
    static Result<Skolemized> make(const json::Value& document, const jsonld::Processor& processor,
                                   crypto::Random& random);

    [[nodiscard]] const json::Value& document() const { return document_; }

    /// Section 3.4.9, toDeskolemizedNQuads, of the document or a selection of it. Blank nodes that no part of a
    /// document stands for (cells of lists, names of graphs) are named by all that they hold: they are the same in a
    /// selection that has all of it. Errors of JSON-LD; "blank-node-ambiguous": two of them hold the same.
    [[nodiscard]] Result<rdf::Dataset> to_rdf(const json::Value& selection, const jsonld::Processor& processor) const;

  private:
    Skolemized() = default;

    json::Value document_;
    std::string prefix_;  ///< of the IRIs
};

}  // namespace blason::vc::proof::sd
