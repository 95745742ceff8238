// RDFC-1.0 sections 4.6 to 4.8: the three hashes of a blank node.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/crypto/hash.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/identifier_issuer.hpp"
#include "engine/rdf/quad_table.hpp"
#include "engine/rdf/sort_lines.hpp"

namespace blason::rdf {

/// The canonicalization state (section 4.2), and the hashes computed over it.
class BlankNodeHasher {
  public:
    BlankNodeHasher(const QuadTable& table, const CanonicalizationOptions& options, LineSorter& sorter);

    /// Section 4.6, of every node at once.
    void hash_first_degree_quads();
    [[nodiscard]] const crypto::Digest& first_degree(NodeId node) const { return first_degree_[node]; }

    /// Section 4.8. Works on `temporary()`, and leaves there what the standard returns as the issuer. The hash means
    /// nothing once `exhausted()`.
    crypto::Digest hash_n_degree_quads(NodeId identifier);
    [[nodiscard]] bool exhausted() const { return exhausted_; }

    IdentifierIssuer& canonical() { return canonical_; }
    IdentifierIssuer& temporary() { return temporary_; }

  private:
    struct Related;
    struct Best;

    const crypto::Digest& hash_related_blank_node(const Mention& related, const QuadLine& quad);
    std::vector<Related> related_of(NodeId identifier);
    std::string best_path(std::vector<NodeId>& nodes);
    bool append_path(std::string& path, const std::vector<NodeId>& permutation, const std::string& chosen);
    void append_label(std::string& out, NodeId node) const;

    const QuadTable& table_;
    const CanonicalizationOptions& options_;
    LineSorter& sorter_;
    IdentifierIssuer canonical_;
    IdentifierIssuer temporary_;
    std::vector<crypto::Digest> first_degree_;
    std::unordered_map<std::string, crypto::Digest> related_hashes_;  ///< the input of section 4.7 -> its hash
    std::string input_;
    std::size_t calls_ = 0;
    std::size_t depth_ = 0;
    std::size_t permutations_ = 0;
    bool exhausted_ = false;
};

void append_number(std::string& out, std::uint32_t number);
void append_hex(std::string& out, const crypto::Digest& digest);

}  // namespace blason::rdf
