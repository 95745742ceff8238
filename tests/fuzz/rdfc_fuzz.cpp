// A canonical form is its own canonical form. Two bytes become a quad between few nodes: random text would hardly ever
// be a graph with symmetries. No quad names three different nodes (canonicalize.hpp says why).
#include <fmt/format.h>

#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string nquads;
    for (std::size_t i = 0; i + 1 < size && i < 80; i += 2) {
        nquads += fmt::format("_:e{} <tag:{}> _:e{}", data[i] & 7U, data[i] >> 6U, data[i] >> 3U & 7U);
        if ((data[i + 1] & 1U) != 0) nquads += fmt::format(" _:e{}", data[i] & 7U);
        if ((data[i + 1] & 3U) == 2) nquads += fmt::format(" _:e{}", data[i] >> 3U & 7U);
        if ((data[i + 1] & 7U) == 4) nquads += " <tag:g>";
        nquads += " .\n";
    }
    const auto dataset = rdf::parse_nquads(nquads);
    fuzz::require(dataset.has_value());
    const rdf::CanonicalizationOptions options{.limits = {.max_n_degree_calls = 500, .max_permutations = 2000}};
    const auto canonical = rdf::canonicalize(*dataset, options);
    if (!canonical) return 0;
    const auto read_back = rdf::parse_nquads(canonical->nquads);
    fuzz::require(read_back.has_value());
    // The same work in another order of nodes may cost more: this time the default limits.
    const auto again = rdf::canonicalize(*read_back);
    fuzz::require(again && again->nquads == canonical->nquads);
    return 0;
}
