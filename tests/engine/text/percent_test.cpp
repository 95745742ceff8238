#include <gtest/gtest.h>

#include "engine/text/percent.hpp"

namespace blason::text {
namespace {

TEST(Percent, IsUndoneOnce) {
    EXPECT_EQ(percent_decode("a%20b%2fC%2Fd"), "a b/C/d");
    EXPECT_EQ(percent_decode("%2525"), "%25");
    EXPECT_EQ(percent_decode("%c3%A9"), "\u00e9");
    EXPECT_EQ(percent_decode("%00")->size(), 1U);
    EXPECT_EQ(percent_decode(""), "");
    EXPECT_EQ(percent_decode_leniently("%2525"), "%25");
}

TEST(Percent, EncodesAllButTheUnreservedCharactersAndThoseThatAreKept) {
    constexpr std::string_view plain = "azAZ09-._~";
    EXPECT_EQ(percent_encode(plain), plain);
    EXPECT_EQ(percent_encode("a b+c/d:e\u00e9%"), "a%20b%2Bc%2Fd%3Ae%C3%A9%25");
    EXPECT_EQ(percent_encode("a/b:c d", ":/"), "a/b:c%20d");
    std::string every;
    for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
    EXPECT_EQ(percent_decode(percent_encode(every)), every);
}

TEST(Percent, PlusIsASpaceOnlyWhereAsked) {
    EXPECT_EQ(percent_decode("a+b%2B"), "a+b+");
    EXPECT_EQ(percent_decode("a+b%2B", Plus::Space), "a b+");
    EXPECT_EQ(percent_decode_leniently("a+b"), "a+b");
}

TEST(Percent, BrokenEscapesAreRefusedOrStandForThemselves) {
    for (const char* text : {"%", "%4", "%zz", "%4g", "a%", "%%41"}) {
        EXPECT_FALSE(percent_decode(text)) << text;
        EXPECT_FALSE(percent_decode(text, Plus::Space)) << text;
    }
    EXPECT_EQ(percent_decode_leniently("%"), "%");
    EXPECT_EQ(percent_decode_leniently("%4"), "%4");
    EXPECT_EQ(percent_decode_leniently("%zz%41"), "%zzA");
    EXPECT_EQ(percent_decode_leniently("%%41"), "%A");
}

}  // namespace
}  // namespace blason::text
