// RDFC-1.0: the canonical form does not depend on the labels of blank nodes and the order of quads, and is its own
// canonical form. The input is N-Quads; what is none becomes a graph, two bytes a quad between few nodes, because
// random text would hardly ever be a graph with symmetries.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

std::string graph_of(const std::uint8_t* data, std::size_t size) {
    std::string nquads;
    for (std::size_t i = 0; i + 1 < size && i < 80; i += 2) {
        nquads += fmt::format("_:e{} <tag:{}> _:e{}", data[i] & 7U, data[i] >> 6U, data[i] >> 3U & 7U);
        if ((data[i + 1] & 1U) != 0) nquads += fmt::format(" _:e{}", data[i] & 7U);
        if ((data[i + 1] & 3U) == 2) nquads += fmt::format(" _:e{}", data[i] >> 3U & 7U);
        if ((data[i + 1] & 7U) == 4) nquads += " <tag:g>";
        nquads += " .\n";
    }
    return nquads;
}

// canonicalize.hpp says why such a quad makes the result depend on the labels.
bool names_three_nodes(const rdf::Quad& quad) {
    const auto blank = [](const rdf::Term& term) { return term.kind == rdf::TermKind::BlankNode; };
    return blank(quad.subject) && blank(quad.object) && blank(quad.graph) && quad.subject != quad.object &&
           quad.subject != quad.graph && quad.object != quad.graph;
}

// The same graph with the labels permuted, the quads from the last to the first, and the first of them twice.
rdf::Dataset disguised(const rdf::Dataset& dataset) {
    rdf::Dataset other;
    std::map<std::string_view, std::string_view> labels;
    const auto term = [&](rdf::Term copy) {
        if (copy.kind != rdf::TermKind::BlankNode) return copy;
        auto& label = labels[copy.value];
        if (label.empty()) label = other.keep(fmt::format("b{}", (labels.size() * 7 + 3) % 1009));
        copy.value = label;
        return copy;
    };
    for (auto quad = dataset.quads.rbegin(); quad != dataset.quads.rend(); ++quad)
        other.quads.push_back({term(quad->subject), quad->predicate, term(quad->object), term(quad->graph)});
    if (!other.quads.empty()) other.quads.push_back(other.quads.front());
    return other;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto dataset = rdf::parse_nquads(fuzz::text(data, size));
    if (!dataset) dataset = rdf::parse_nquads(graph_of(data, size));
    fuzz::require(dataset.has_value());
    const rdf::CanonicalizationOptions options{.limits = {.max_n_degree_calls = 500, .max_permutations = 2000}};
    const auto canonical = rdf::canonicalize(*dataset, options);
    if (!canonical) return 0;
    const auto read_back = rdf::parse_nquads(canonical->nquads);
    fuzz::require(read_back.has_value());
    if (std::any_of(dataset->quads.begin(), dataset->quads.end(), names_three_nodes)) return 0;
    // The same work in another order of nodes may cost more: this time the default limits.
    const auto again = rdf::canonicalize(*read_back);
    fuzz::require(again && again->nquads == canonical->nquads);
    const auto relabelled = rdf::canonicalize(disguised(*dataset));
    fuzz::require(relabelled && relabelled->nquads == canonical->nquads);
    return 0;
}
