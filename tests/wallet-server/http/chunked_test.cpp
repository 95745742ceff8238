#include "wallet-server/http/chunked.hpp"

#include <gtest/gtest.h>

namespace blason::http {
namespace {

TEST(Chunked, DecodesAndLeavesTheNextRequest) {
    ChunkedDecoder decoder(100);
    const std::string_view input = "5\r\nhello\r\nA\r\n, chunked!\r\n0\r\n\r\nGET /";
    const auto used = decoder.feed(input);
    ASSERT_TRUE(used.has_value());
    EXPECT_TRUE(decoder.done());
    EXPECT_EQ(decoder.body(), "hello, chunked!");
    EXPECT_EQ(input.substr(*used), "GET /");
}

TEST(Chunked, DecodesByteByByte) {
    ChunkedDecoder decoder(100);
    for (const char c : std::string_view("005\r\nhello\r\n0\r\nX: y\r\n\r\n")) {
        ASSERT_FALSE(decoder.done());
        ASSERT_TRUE(decoder.feed(std::string_view(&c, 1)).has_value());
    }
    EXPECT_TRUE(decoder.done());
    EXPECT_EQ(decoder.body(), "hello");
}

TEST(Chunked, HT9_TrailersAreThrownAway) {
    ChunkedDecoder decoder(100);
    ASSERT_TRUE(decoder.feed("1\r\na\r\n0\r\nAuthorization: Bearer x\r\nContent-Length: 9\r\n\r\n").has_value());
    EXPECT_TRUE(decoder.done());
    EXPECT_EQ(decoder.body(), "a");
}

TEST(Chunked, LimitIsExact) {
    ChunkedDecoder exact(5);
    ASSERT_TRUE(exact.feed("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n").has_value());
    EXPECT_TRUE(exact.done());
    ChunkedDecoder over(5);
    const auto refused = over.feed("2\r\nab\r\n4\r\n");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "body-too-large");
}

class RefusedChunks : public testing::TestWithParam<std::pair<const char*, std::string>> {};

TEST_P(RefusedChunks, EndTheConnection) {
    ChunkedDecoder decoder(1000);
    const auto used = decoder.feed(GetParam().second);
    ASSERT_FALSE(used.has_value());
    EXPECT_EQ(used.error().code, "http-chunk");
}

INSTANTIATE_TEST_SUITE_P(
    Chunked, RefusedChunks,
    testing::Values(std::pair{"HT7_extension_with_bare_line_feed", std::string("5;a=\"\n\"\r\nhello\r\n")},
                    std::pair{"HT7_extension", std::string("5;a\r\nhello\r\n")},
                    std::pair{"space_after_size", std::string("5 \r\nhello\r\n")},
                    std::pair{"space_before_size", std::string(" 5\r\nhello\r\n")},
                    std::pair{"hexadecimal_prefix", std::string("0x5\r\nhello\r\n")},
                    std::pair{"sign", std::string("+5\r\nhello\r\n")},
                    std::pair{"no_size", std::string("\r\nhello\r\n")},
                    std::pair{"bare_line_feed", std::string("5\nhello\r\n")},
                    std::pair{"HT15_endless_size", std::string("000000000000000005\r\n")},
                    std::pair{"longer_than_size", std::string("4\r\nhello\r\n")},
                    std::pair{"trailer_without_colon", std::string("0\r\nabc\r\n\r\n")},
                    std::pair{"trailer_space_before_colon", std::string("0\r\na : b\r\n\r\n")},
                    std::pair{"trailers_too_long", "0\r\nA: " + std::string(5000, 'x') + "\r\n\r\n"}),
    [](const auto& shown) { return shown.param.first; });

TEST(Chunked, ManySmallTrailersAreBounded) {
    ChunkedDecoder decoder(10);
    std::string input = "0\r\n";
    for (int i = 0; i < 2000; ++i) input += "A: b\r\n";
    EXPECT_FALSE(decoder.feed(input).has_value());
}

}  // namespace
}  // namespace blason::http
