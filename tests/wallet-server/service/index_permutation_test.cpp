// One to one, and unlike the order it is asked in.
#include "wallet-server/service/index_permutation.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace blason::service {
namespace {

/// A test key.
crypto::SecretBytes key(std::uint8_t fill) {
    return crypto::SecretBytes(Bytes(IndexPermutation::kKeySize, fill));
}

TEST(IndexPermutation, IsOneToOneForEverySize) {
    for (const std::uint64_t size : {2U, 3U, 5U, 16U, 100U, 1000U, 4097U}) {
        const IndexPermutation permutation(key(1), size);
        std::vector<bool> seen(size);
        for (std::uint64_t ordinal = 0; ordinal < size; ++ordinal) {
            const auto index = permutation.at(ordinal);
            ASSERT_LT(index, size);
            ASSERT_FALSE(seen[index]) << size;
            seen[index] = true;
        }
    }
}

TEST(IndexPermutation, TheKeyDecidesTheOrder) {
    const IndexPermutation one(key(1), 131'072);
    const IndexPermutation again(key(1), 131'072);
    const IndexPermutation other(key(2), 131'072);
    int same = 0;
    int neighbours = 0;
    for (std::uint64_t ordinal = 0; ordinal + 1 < 1000; ++ordinal) {
        EXPECT_EQ(one.at(ordinal), again.at(ordinal));
        same += one.at(ordinal) == other.at(ordinal) ? 1 : 0;
        neighbours += one.at(ordinal) + 1 == one.at(ordinal + 1) ? 1 : 0;
    }
    EXPECT_LT(same, 5);
    EXPECT_LT(neighbours, 5);
}

}  // namespace
}  // namespace blason::service
