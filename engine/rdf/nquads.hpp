// N-Quads (RDF 1.1 N-Quads), and its canonical form as RDFC-1.0 section 5 requires it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/rdf/term.hpp"

namespace blason::rdf {

struct NQuadsLimits {
    std::size_t max_bytes = 256U << 20U;  ///< size of the text, in bytes
    std::size_t max_quads = 1'000'000;
};

/// Errors "nquads-syntax" (detail names line and column), "nquads-limit".
Result<Dataset> parse_nquads(std::string_view text, const NQuadsLimits& limits = {});

/// Appends one term in canonical form; nothing for the default graph. A character that an IRI must not have is written
/// as \uXXXX, so that no term can ever look like another one.
void append_term(std::string& out, const Term& term);
/// Appends `<s> <p> <o> <g> .\n` in canonical form: upper-case \uXXXX only where required, xsd:string left out.
void append_nquad(std::string& out, const Quad& quad);
/// In the dataset's order, duplicates kept.
std::string to_nquads(const Dataset& dataset);

}  // namespace blason::rdf
