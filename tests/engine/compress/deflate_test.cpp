// Unpacking is bounded, whole or nothing; packing is the same everywhere.
#include "engine/compress/deflate.hpp"

#include <gtest/gtest.h>

namespace blason::compress {
namespace {

constexpr std::size_t kRoom = 1U << 20U;

Bytes sample() {
    Bytes bytes(100'000);
    for (std::size_t i = 0; i < bytes.size(); i += 97) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

class Deflate : public testing::TestWithParam<Wrapping> {};

TEST_P(Deflate, ThereAndBack) {
    for (const Bytes& bytes : {Bytes(), Bytes{1}, sample()}) {
        const auto packed = compress(GetParam(), bytes);
        const auto back = decompress(GetParam(), packed, kRoom);
        ASSERT_TRUE(back) << back.error().detail;
        EXPECT_EQ(*back, bytes);
    }
}

TEST_P(Deflate, TheLimitIsExact) {
    const auto packed = compress(GetParam(), sample());
    EXPECT_TRUE(decompress(GetParam(), packed, sample().size()));
    const auto refused = decompress(GetParam(), packed, sample().size() - 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "compressed-too-large");
    EXPECT_EQ(refused.error().kind, ErrorKind::TooLarge);
}

TEST_P(Deflate, AStreamThatIsCutShortGivesNothing) {
    const auto packed = compress(GetParam(), sample());
    for (std::size_t size = 0; size < packed.size(); ++size) {
        const auto refused = decompress(GetParam(), ByteView(packed).first(size), kRoom);
        ASSERT_FALSE(refused) << size;
        ASSERT_EQ(refused.error().code, "compressed-malformed") << size;
    }
}

TEST_P(Deflate, ABadChecksumGivesNothing) {
    // The checksum is in the last eight bytes of gzip (with the size), in the last four of zlib.
    const auto packed = compress(GetParam(), sample());
    const std::size_t trailer = GetParam() == Wrapping::Gzip ? 8 : 4;
    for (std::size_t i = packed.size() - trailer; i < packed.size(); ++i) {
        auto changed = packed;
        changed[i] ^= 1;
        EXPECT_FALSE(decompress(GetParam(), changed, kRoom)) << i;
    }
}

TEST_P(Deflate, NothingMayFollow) {
    const auto packed = compress(GetParam(), sample());
    auto longer = packed;
    longer.push_back(0);
    EXPECT_FALSE(decompress(GetParam(), longer, kRoom));
    auto twice = packed;
    twice.insert(twice.end(), packed.begin(), packed.end());
    EXPECT_FALSE(decompress(GetParam(), twice, kRoom));
}

TEST_P(Deflate, TheOtherWrappingIsRefused) {
    const auto other = GetParam() == Wrapping::Gzip ? Wrapping::Zlib : Wrapping::Gzip;
    EXPECT_FALSE(decompress(GetParam(), compress(other, sample()), kRoom));
}

INSTANTIATE_TEST_SUITE_P(Both, Deflate, testing::Values(Wrapping::Gzip, Wrapping::Zlib),
                         [](const auto& one) { return one.param == Wrapping::Gzip ? "Gzip" : "Zlib"; });

TEST(Gzip, TheHeaderSaysNothingAboutUs) {
    const auto packed = compress(Wrapping::Gzip, sample());
    // RFC 1952 section 2.3: magic, deflate, no flags, no time; the system is unknown.
    const Bytes expected{0x1f, 0x8b, 8, 0, 0, 0, 0, 0};
    EXPECT_EQ(Bytes(packed.begin(), packed.begin() + 8), expected);
    EXPECT_EQ(packed[9], 255);
}

}  // namespace
}  // namespace blason::compress
