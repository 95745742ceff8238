// RDFC-1.0 section 4.5, Issue Identifier: gives blank nodes numbers in the order they are asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace blason::rdf {

/// A blank node of one dataset: an index from 0.
using NodeId = std::uint32_t;

/// The standard copies an issuer before it tries a path. Every copy only ever adds to what it was copied from, so here
/// one issuer serves them all: `size()` remembers a state, `rollback` returns to it.
class IdentifierIssuer {
  public:
    explicit IdentifierIssuer(std::size_t nodes) : number_of_(nodes, kNone) {}

    [[nodiscard]] bool has(NodeId node) const { return number_of_[node] != kNone; }
    [[nodiscard]] std::uint32_t number(NodeId node) const { return number_of_[node]; }
    /// The number of `node`, a new one the first time.
    std::uint32_t issue(NodeId node) {
        if (!has(node)) {
            number_of_[node] = static_cast<std::uint32_t>(issued_.size());
            issued_.push_back(node);
        }
        return number_of_[node];
    }
    /// All that have a number, in the order they got it.
    [[nodiscard]] std::span<const NodeId> issued() const { return issued_; }

    [[nodiscard]] std::size_t size() const { return issued_.size(); }
    void rollback(std::size_t size) {
        for (; issued_.size() > size; issued_.pop_back()) number_of_[issued_.back()] = kNone;
    }

  private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    std::vector<std::uint32_t> number_of_;
    std::vector<NodeId> issued_;
};

}  // namespace blason::rdf
