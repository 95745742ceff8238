#include "engine/rdf/quad_table.hpp"

#include <algorithm>
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
    map_nodes_to_quads();
    if (remove_duplicates()) map_nodes_to_quads();
}

void QuadTable::write_lines(const Dataset& dataset) {
    std::pmr::unordered_map<std::string_view, NodeId> ids(&memory_);
    std::string_view last_label;  // the quads of a node mostly stand together, and share the label's text
    NodeId last_id = 0;
    const auto id_of = [&](std::string_view label) {
        if (label.data() == last_label.data() && label.size() == last_label.size() && !labels_.empty()) return last_id;
        const auto [entry, is_new] = ids.try_emplace(label, static_cast<NodeId>(labels_.size()));
        if (is_new) labels_.push_back(label);
        last_label = label;
        return last_id = entry->second;
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
/// Twins stand under the same node, so each is looked for among few; sorting, unlike a hash table, has no input that
/// makes it slow.
bool QuadTable::remove_duplicates() {
    std::pmr::vector<bool> is_duplicate(lines_.size(), false, &memory_);
    bool any = false;
    std::pmr::vector<std::uint32_t> of_node(&memory_);
    const auto nodes_less = [this](std::uint32_t a, std::uint32_t b) {
        return std::ranges::lexicographical_compare(mentions(lines_[a]), mentions(lines_[b]), {}, &Mention::node,
                                                    &Mention::node);
    };
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
        const auto text_a = lines_[a].text;
        const auto text_b = lines_[b].text;
        if (text_a.size() != text_b.size()) return text_a.size() < text_b.size();  // seldom needs more than this
        const int order = text_a.compare(text_b);
        return order != 0 ? order < 0 : nodes_less(a, b);
    };
    for (NodeId node = 0; node < node_count(); ++node) {
        of_node.clear();
        for (const auto index : quads_of(node)) {
            if (mentions(lines_[index]).front().node == node) of_node.push_back(index);
        }
        std::sort(of_node.begin(), of_node.end(), less);
        for (std::size_t i = 1; i < of_node.size(); ++i) {
            if (less(of_node[i - 1], of_node[i])) continue;
            is_duplicate[of_node[i]] = any = true;
        }
    }
    if (!any) return false;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!is_duplicate[i]) lines_[kept++] = lines_[i];
    }
    lines_.resize(kept);
    return true;
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
