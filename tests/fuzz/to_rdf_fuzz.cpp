// JSON-LD from anybody as RDF: what is written as N-Quads reads back; the expanded document is the same
// graph, and so is what comes from RDF and to RDF again. The short way of safe mode says what the long one does.
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/rdf.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto value = json::parse(fuzz::text(data + 1, size - 1));
    if (!value) return 0;
    const auto options = fuzz::options(data[0]);
    const auto dataset = fuzz::processor().to_rdf(*value, options);
    auto by_expansion = options;
    by_expansion.ordered = true;  // never goes the short way of safe mode
    const auto same = fuzz::processor().to_rdf(*value, by_expansion);
    fuzz::require(dataset.has_value() == same.has_value());
    if (!dataset) return 0;
    fuzz::require(fuzz::isomorphic(*dataset, *same));
    const auto read_back = rdf::parse_nquads(rdf::to_nquads(*dataset));
    fuzz::require(read_back && read_back->quads == dataset->quads);
    const auto expanded = fuzz::processor().expand(*value, options);
    fuzz::require(expanded.has_value());
    const auto from_expanded = fuzz::processor().to_rdf(*expanded, options);
    fuzz::require(fuzz::is_never_read(from_expanded) || (from_expanded && fuzz::isomorphic(*dataset, *from_expanded)));
    fuzz::require_round_trip(*dataset, options);
    return 0;
}
