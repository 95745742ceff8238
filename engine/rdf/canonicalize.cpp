#include "engine/rdf/canonicalize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory_resource>
#include <numeric>

#include "engine/rdf/hash_n_degree.hpp"
#include "engine/rdf/quad_table.hpp"
#include "engine/rdf/sort_lines.hpp"

namespace blason::rdf {
namespace {

Error limit_passed(std::string what) {
    return {"canonicalization-limit", std::move(what), {}, ErrorKind::TooLarge};
}

/// The result of section 4.8 for one node: its hash, and what its temporary issuer had issued.
struct HashPath {
    crypto::Digest hash;
    std::vector<NodeId> issued;
};

bool has_related(const QuadTable& table, NodeId node) {
    return std::ranges::any_of(table.quads_of(node), [&](std::uint32_t index) {
        return std::ranges::any_of(table.mentions(table.lines()[index]),
                                   [&](const Mention& mention) { return mention.node != node; });
    });
}

// Section 4.4.3 step 5, for the nodes that share one first-degree hash.
void issue_for_equal_nodes(std::span<const NodeId> nodes, const QuadTable& table, BlankNodeHasher& hasher) {
    auto& canonical = hasher.canonical();
    auto& temporary = hasher.temporary();
    // Nodes that meet no other blank node are copies of each other: every order gives the same lines, and step 5.2
    // would find the same hash for each. As their quads have the same shape, one speaks for all.
    if (!has_related(table, nodes.front())) {
        for (const auto node : nodes) canonical.issue(node);
        return;
    }
    std::vector<HashPath> paths;                             // 5.1
    for (const auto node : nodes) {                          // 5.2
        if (canonical.has(node)) continue;                   // 5.2.1
        temporary.rollback(0);                               // 5.2.2
        temporary.issue(node);                               // 5.2.3
        const auto hash = hasher.hash_n_degree_quads(node);  // 5.2.4
        if (hasher.exhausted()) return;
        paths.push_back({hash, {temporary.issued().begin(), temporary.issued().end()}});
    }
    std::ranges::stable_sort(paths, {}, [](const HashPath& path) { return as_text(path.hash.bytes()); });  // 5.3
    for (const auto& path : paths) {
        for (const auto node : path.issued) canonical.issue(node);  // 5.3.1
    }
}

// Section 4.4.3 steps 3 to 5.
void issue_canonical_identifiers(const QuadTable& table, BlankNodeHasher& hasher) {
    if (table.node_count() == 1) {  // the only blank node is told apart from every other without its hash
        hasher.canonical().issue(0);
        return;
    }
    hasher.hash_first_degree_quads();  // 3.1
    std::vector<NodeId> order(table.node_count());
    std::iota(order.begin(), order.end(), NodeId{0});
    const auto hash_of = [&](NodeId node) { return as_text(hasher.first_degree(node).bytes()); };
    // 3.2: the hash to blank nodes map, as runs of equal hashes.
    std::ranges::sort(order, [&](NodeId a, NodeId b) {
        const int difference = hash_of(a).compare(hash_of(b));
        return difference != 0 ? difference < 0 : a < b;
    });

    std::vector<std::span<const NodeId>> not_unique;
    for (std::size_t first = 0; first < order.size();) {  // 4
        std::size_t end = first + 1;
        while (end < order.size() && hash_of(order[end]) == hash_of(order[first])) ++end;
        if (end - first == 1) {
            hasher.canonical().issue(order[first]);  // 4.2
        } else {
            not_unique.push_back(std::span(order).subspan(first, end - first));  // 4.1
        }
        first = end;
    }
    for (const auto nodes : not_unique) {  // 5
        if (!hasher.exhausted()) issue_for_equal_nodes(nodes, table, hasher);
    }
}

void append_label(std::string& out, std::uint32_t number) {
    out += "c14n";
    append_number(out, number);
}

// Section 5: each quad on its line with its canonical labels, the lines sorted by code point. For UTF-8 that is the
// order of bytes.
std::string serialize(const QuadTable& table, const IdentifierIssuer& canonical, LineSorter& sorter,
                      std::pmr::memory_resource& memory) {
    constexpr std::size_t kLongestLabel = 14;  // c14n4294967295
    std::size_t room = 0;
    std::size_t mentioning = 0;
    for (const auto& line : table.lines()) {
        if (line.mention_count == 0) continue;
        room += line.text.size() + kLongestLabel * line.mention_count;
        ++mentioning;
    }
    std::string labelled;
    labelled.reserve(room);
    std::pmr::vector<std::size_t> ends(&memory);
    ends.reserve(mentioning);
    for (const auto& line : table.lines()) {
        if (line.mention_count == 0) continue;
        table.write(labelled, line, [&](std::string& out, NodeId node) { append_label(out, canonical.number(node)); });
        ends.push_back(labelled.size());
    }
    std::pmr::vector<std::string_view> sorted(&memory);
    sorted.reserve(table.lines().size());
    for (const auto& line : table.lines()) {
        if (line.mention_count == 0) sorted.push_back(line.text);
    }
    std::size_t start = 0;
    for (const auto end : ends) {
        sorted.push_back(std::string_view(labelled).substr(start, end - start));
        start = end;
    }
    sorter.sort(sorted);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::size_t size = 0;
    for (const auto line : sorted) size += line.size();
    std::string out;
    out.reserve(size);
    for (const auto line : sorted) out += line;
    return out;
}

}  // namespace

Result<Canonical> canonicalize(const Dataset& dataset, const CanonicalizationOptions& options) {
    if (dataset.quads.size() > options.limits.max_quads) {
        return limit_passed(fmt::format("The dataset has more than {} quads.", options.limits.max_quads));
    }
    if (std::ranges::any_of(dataset.quads, [](const Quad& quad) { return quad.predicate.kind != TermKind::Iri; })) {
        return refused("canonicalization-predicate", "A predicate is not an IRI; such a graph has no canonical form.");
    }
    // Most of what is needed for a badge fits here.
    std::array<std::byte, 16U << 10U> first_block;
    std::pmr::monotonic_buffer_resource memory(first_block.data(), first_block.size());
    const QuadTable table(dataset, memory);  // 4.4.3 steps 1 and 2
    Canonical result;
    LineSorter sorter(memory);
    if (table.node_count() == 0) {
        result.nquads = serialize(table, IdentifierIssuer(0), sorter, memory);
        return result;
    }
    BlankNodeHasher hasher(table, options, sorter);
    issue_canonical_identifiers(table, hasher);
    if (hasher.exhausted()) {
        return limit_passed(
            "The blank nodes of the dataset are too much alike to be told apart within the allowed work.");
    }
    result.issued.reserve(table.node_count());
    for (const auto node : hasher.canonical().issued()) {  // 6
        auto& [from, to] = result.issued.emplace_back(table.label(node), std::string());
        append_label(to, hasher.canonical().number(node));
    }
    result.nquads = serialize(table, hasher.canonical(), sorter, memory);  // 7
    return result;
}

}  // namespace blason::rdf
