#include "engine/rdf/quad_table.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/rdf/nquads.hpp"

namespace blason::rdf {

QuadTable::QuadTable(const Dataset& dataset, std::pmr::memory_resource& memory)
    : memory_(memory),
      lines_(&memory),
      mentions_(&memory),
      labels_(&memory),
      quads_of_(&memory),
      first_quad_of_(&memory) {
    write_lines(dataset);
    remove_duplicates();
    map_nodes_to_quads();
}

void QuadTable::write_lines(const Dataset& dataset) {
    std::pmr::unordered_map<std::string_view, NodeId> ids(&memory_);
    const auto id_of = [&](std::string_view label) {
        const auto [entry, is_new] = ids.try_emplace(label, static_cast<NodeId>(labels_.size()));
        if (is_new) labels_.push_back(label);
        return entry->second;
    };
    constexpr std::size_t kUsualLine = 160;
    text_.reserve(dataset.quads.size() * kUsualLine);
    lines_.reserve(dataset.quads.size());
    mentions_.reserve(dataset.quads.size());
    std::pmr::vector<std::size_t> ends(&memory_);  // the text may still move while it grows
    ends.reserve(dataset.quads.size());
    for (const auto& quad : dataset.quads) {
        const std::size_t start = text_.size();
        const std::size_t first_mention = mentions_.size();
        const auto append = [&](const Term& term, char position) {
            if (term.kind != TermKind::BlankNode) return append_term(text_, term);
            text_ += "_:";
            mentions_.push_back({text_.size() - start, id_of(term.value), position});
        };
        append(quad.subject, 's');
        text_ += ' ';
        append_term(text_, quad.predicate);
        text_ += ' ';
        append(quad.object, 'o');
        if (quad.graph.kind != TermKind::DefaultGraph) {
            text_ += ' ';
            append(quad.graph, 'g');
        }
        text_ += " .\n";
        lines_.push_back(
            {{}, quad.predicate.value, first_mention, static_cast<std::uint8_t>(mentions_.size() - first_mention)});
        ends.push_back(text_.size());
    }
    std::size_t start = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        lines_[i].text = std::string_view(text_).substr(start, ends[i] - start);
        start = ends[i];
    }
}

/// A dataset is a set. Quads without blank nodes may wait for the sorting at the end, the others are hashed before it.
/// Sorting, unlike a hash table, has no input that makes it slow; the nodes lie beside each other, so texts are seldom
/// looked at.
void QuadTable::remove_duplicates() {
    struct Key {
        std::array<NodeId, 3> nodes;
        std::uint32_t line;
    };
    std::pmr::vector<Key> keys(&memory_);
    keys.reserve(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (lines_[i].mention_count == 0) continue;
        Key key{{}, static_cast<std::uint32_t>(i)};
        std::ranges::transform(mentions(lines_[i]), key.nodes.begin(), &Mention::node);
        keys.push_back(key);
    }
    const auto text = [this](const Key& key) { return lines_[key.line].text; };
    std::sort(keys.begin(), keys.end(),
              [&](const Key& a, const Key& b) { return a.nodes != b.nodes ? a.nodes < b.nodes : text(a) < text(b); });
    std::pmr::vector<bool> is_duplicate(lines_.size(), false, &memory_);
    for (std::size_t i = 1; i < keys.size(); ++i) {
        is_duplicate[keys[i].line] = keys[i].nodes == keys[i - 1].nodes && text(keys[i]) == text(keys[i - 1]);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!is_duplicate[i]) lines_[kept++] = lines_[i];
    }
    lines_.resize(kept);
}

void QuadTable::map_nodes_to_quads() {
    // Counting first lets all lists share one block of memory.
    const auto each_once = [this](const QuadLine& line, auto&& visit) {
        const auto of_line = mentions(line);
        for (std::size_t i = 0; i < of_line.size(); ++i) {
            const auto is_same = [&](const Mention& other) { return other.node == of_line[i].node; };
            if (std::ranges::none_of(of_line.first(i), is_same)) visit(of_line[i].node);
        }
    };
    first_quad_of_.assign(node_count() + 1, 0);
    for (const auto& line : lines_) {
        each_once(line, [this](NodeId node) { ++first_quad_of_[node + 1]; });
    }
    for (std::size_t node = 0; node < node_count(); ++node) first_quad_of_[node + 1] += first_quad_of_[node];
    quads_of_.resize(first_quad_of_.back());
    std::pmr::vector<std::size_t> next(first_quad_of_.begin(), first_quad_of_.end() - 1, &memory_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        each_once(lines_[i], [&](NodeId node) { quads_of_[next[node]++] = static_cast<std::uint32_t>(i); });
    }
}

}  // namespace blason::rdf
