// A dataset made ready for canonicalization: quads written out once with gaps for the blank node labels, duplicates
// removed, and the blank node to quads map of RDFC-1.0 section 4.2.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rdf/identifier_issuer.hpp"
#include "engine/rdf/term.hpp"

namespace blason::rdf {

/// Where a quad names a blank node.
struct Mention {
    std::size_t at;  ///< offset in QuadLine::text, just behind its "_:"
    NodeId node;
    char position;  ///< 's', 'o' or 'g', as RDFC-1.0 section 4.7 calls them
};

/// One quad as a canonical N-Quads line in which the labels of blank nodes are missing.
struct QuadLine {
    std::string_view text;  ///< ends with LF
    std::string_view predicate;
    std::vector<Mention>::size_type first_mention;
    std::uint8_t mention_count;
};

class QuadTable {
  public:
    /// The dataset and the memory must outlive the table. No predicate may be a blank node.
    QuadTable(const Dataset& dataset, std::pmr::memory_resource& memory);
    QuadTable(const QuadTable&) = delete;  // the lines are views of its own text
    QuadTable& operator=(const QuadTable&) = delete;

    [[nodiscard]] std::size_t node_count() const { return labels_.size(); }
    [[nodiscard]] std::string_view label(NodeId node) const { return labels_[node]; }
    [[nodiscard]] std::span<const QuadLine> lines() const { return lines_; }
    [[nodiscard]] std::span<const Mention> mentions(const QuadLine& line) const {
        return std::span(mentions_).subspan(line.first_mention, line.mention_count);
    }
    /// The blank node to quads map: indices into lines(), each once.
    [[nodiscard]] std::span<const std::uint32_t> quads_of(NodeId node) const {
        return std::span(quads_of_).subspan(first_quad_of_[node], first_quad_of_[node + 1] - first_quad_of_[node]);
    }

    /// Appends the line with `label(out, node)` writing each label.
    template <typename F>
    void write(std::string& out, const QuadLine& line, F&& label) const {
        std::size_t copied = 0;
        for (const auto& mention : mentions(line)) {
            out.append(line.text, copied, mention.at - copied);
            label(out, mention.node);
            copied = mention.at;
        }
        out.append(line.text, copied);
    }

  private:
    void write_lines(const Dataset& dataset);
    bool remove_duplicates();  ///< whether there were any
    void map_nodes_to_quads();

    std::pmr::memory_resource& memory_;
    std::string text_;
    std::pmr::vector<QuadLine> lines_;
    std::pmr::vector<Mention> mentions_;
    std::pmr::vector<std::string_view> labels_;
    std::pmr::vector<std::uint32_t> quads_of_;
    std::pmr::vector<std::size_t> first_quad_of_;  ///< per node, and one past the last
};

}  // namespace blason::rdf
