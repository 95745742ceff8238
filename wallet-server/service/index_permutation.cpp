#include "wallet-server/service/index_permutation.hpp"

#include <array>
#include <bit>

#include "engine/crypto/hash.hpp"

namespace blason::service {
namespace {

constexpr unsigned kRounds = 10;  // even, so that halves of different width end where they began

}  // namespace

IndexPermutation::IndexPermutation(crypto::SecretBytes key, std::uint64_t size) : key_(std::move(key)), size_(size) {
    const auto bits = static_cast<unsigned>(std::bit_width(size - 1));
    left_bits_ = bits / 2;
    right_bits_ = bits - left_bits_;
}

std::uint64_t IndexPermutation::at(std::uint64_t ordinal) const {
    // Less than half of the domain is outside, so this ends after two steps on average.
    do ordinal = shuffle(ordinal);
    while (ordinal >= size_);
    return ordinal;
}

std::uint64_t IndexPermutation::shuffle(std::uint64_t value) const {
    const auto opened = key_.read();
    crypto::Hasher hasher(crypto::HashAlgorithm::Sha256);
    unsigned left_bits = left_bits_;
    unsigned right_bits = right_bits_;
    std::uint64_t left = value >> right_bits;
    std::uint64_t right = value & ((std::uint64_t{1} << right_bits) - 1);
    for (unsigned round = 0; round < kRounds; ++round) {
        std::array<std::uint8_t, 5> input{static_cast<std::uint8_t>(round)};
        for (unsigned i = 0; i < 4; ++i) input[i + 1] = static_cast<std::uint8_t>(right >> (8 * i));
        hasher.update(opened.bytes());
        hasher.update(ByteView(input));
        const auto digest = hasher.finish();
        std::uint64_t mask = 0;
        for (unsigned i = 0; i < 4; ++i) mask |= std::uint64_t{digest.data[i]} << (8 * i);
        const std::uint64_t next = left ^ (mask & ((std::uint64_t{1} << left_bits) - 1));
        left = right;
        right = next;
        std::swap(left_bits, right_bits);
    }
    return left << right_bits | right;
}

}  // namespace blason::service
