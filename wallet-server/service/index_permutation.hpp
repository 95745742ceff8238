// The order in which the entries of a status list are handed out: a secret permutation, so that an index says nothing
// about when a credential was issued, and none comes twice.
#pragma once

#include <cstdint>

#include "engine/crypto/secret_bytes.hpp"

namespace blason::service {

/// A Feistel network over the smallest power of two that holds `size`, walked until it lands inside (as in NIST
/// SP 800-38G, with SHA-256 over key, round and half as the round function).
class IndexPermutation {
  public:
    static constexpr std::size_t kKeySize = 32;

    /// `size` from 2 to 2^32.
    IndexPermutation(crypto::SecretBytes key, std::uint64_t size);
    /// One to one on 0 ... size - 1. `ordinal` must be below `size`.
    [[nodiscard]] std::uint64_t at(std::uint64_t ordinal) const;

  private:
    [[nodiscard]] std::uint64_t shuffle(std::uint64_t value) const;

    crypto::SecretBytes key_;
    std::uint64_t size_;
    unsigned left_bits_;
    unsigned right_bits_;
};

}  // namespace blason::service
