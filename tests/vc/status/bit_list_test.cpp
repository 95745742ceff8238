// Both orders of both kinds of list, at every width.
#include "vc/status/bit_list.hpp"

#include <gtest/gtest.h>

namespace blason::vc::status {
namespace {

TEST(BitList, ST07_LeftToRightBeginsWithTheMostSignificantBit) {
    BitList list(16, 1, BitOrder::LeftToRight);
    ASSERT_TRUE(list.set(0, 1, 1));
    ASSERT_TRUE(list.set(9, 1, 1));
    EXPECT_EQ(list.bytes(), (Bytes{0x80, 0x40}));
}

TEST(BitList, ST07_RightToLeftBeginsWithTheLeastSignificantBit) {
    BitList list(16, 1, BitOrder::RightToLeft);
    ASSERT_TRUE(list.set(0, 1, 1));
    ASSERT_TRUE(list.set(9, 1, 1));
    EXPECT_EQ(list.bytes(), (Bytes{0x01, 0x02}));
}

TEST(BitList, ST07_WiderEntriesLeftToRight) {
    BitList two(4, 2, BitOrder::LeftToRight);
    ASSERT_TRUE(two.set(0, 2, 2));
    ASSERT_TRUE(two.set(3, 2, 1));
    EXPECT_EQ(two.bytes(), (Bytes{0x81}));
    BitList three(8, 3, BitOrder::LeftToRight);
    ASSERT_TRUE(three.set(2, 3, 6));  // bits 6, 7, 8: 1 1 0
    EXPECT_EQ(three.bytes(), (Bytes{0x03, 0x00, 0x00}));
}

TEST(BitList, EveryWidthKeepsItsNeighboursAsTheyWere) {
    for (const auto order : {BitOrder::LeftToRight, BitOrder::RightToLeft}) {
        for (unsigned width = 1; width <= kMaxStatusSize; ++width) {
            if (order == BitOrder::RightToLeft && 8 % width != 0) continue;
            BitList list(40, width, order);
            const unsigned values = 1U << width;
            for (std::uint64_t i = 0; i < 40; ++i)
                ASSERT_TRUE(list.set(i, width, static_cast<unsigned>(i * 7) % values));
            for (std::uint64_t i = 0; i < 40; i += 3) ASSERT_TRUE(list.set(i, width, 0));
            for (std::uint64_t i = 0; i < 40; ++i)
                ASSERT_EQ(list.get(i, width), i % 3 == 0 ? 0 : static_cast<unsigned>(i * 7) % values) << width;
        }
    }
}

TEST(BitList, OutsideTheListThereIsNothing) {
    BitList list(16, 1, BitOrder::LeftToRight);
    EXPECT_EQ(list.get(16, 1), std::nullopt);
    EXPECT_EQ(list.get(~std::uint64_t{0}, 1), std::nullopt);
    EXPECT_FALSE(list.set(16, 1, 1));
    EXPECT_FALSE(list.set(0, 1, 2));
    EXPECT_EQ(list.get(5, 3), std::nullopt);  // 16 bits hold five entries of three
    EXPECT_EQ(list.get(4, 3), 0U);
}

}  // namespace
}  // namespace blason::vc::status
