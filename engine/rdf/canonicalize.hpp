// RDFC-1.0: RDF Dataset Canonicalization (W3C Recommendation).
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/rdf/term.hpp"

namespace blason::rdf {

/// Bounds on work (RDFC-1.0 section 7.1, dataset poisoning). The defaults admit every positive W3C test (the hardest
/// needs 430 calls) and end test074 in milliseconds.
struct CanonicalizationLimits {
    std::size_t max_n_degree_calls = 4096;  ///< calls of Hash N-Degree Quads, in all
    std::size_t max_depth = 512;            ///< nested calls of it: a chain of blank nodes that look alike
    std::size_t max_permutations = 50'000;  ///< permutations looked at, in all
    std::size_t max_quads = 1'000'000;
};

struct CanonicalizationOptions {
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
    CanonicalizationLimits limits{};
};

struct Canonical {
    std::string nquads;  ///< sorted by code point, duplicates removed, each line ends in LF
    /// Input label -> canonical label, both without "_:", in the order they were issued.
    std::vector<std::pair<std::string, std::string>> issued;
};

/// A gap of the standard, which we keep: hashes relate a blank node to one other at a time, so a dataset with quads
/// that name three different blank nodes (subject, object, graph) can have two canonical forms, depending on its
/// labels. It takes a rare symmetry; a signature over such a dataset may fail to verify, never
/// more. Errors "canonicalization-limit" when the work passes a limit, "canonicalization-predicate" for a predicate
/// that is not an IRI.
Result<Canonical> canonicalize(const Dataset& dataset, const CanonicalizationOptions& options = {});

}  // namespace blason::rdf
