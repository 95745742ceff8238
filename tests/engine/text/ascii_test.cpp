#include "engine/text/ascii.hpp"

#include <gtest/gtest.h>

namespace blason::text {
namespace {

TEST(Ascii, OnlyAToZHaveALowerCase) {
    EXPECT_EQ(lower("@AZ[`az{ 09"), "@az[`az{ 09");
    EXPECT_EQ(lower("\u00c9\u0130K"), "\u00c9\u0130k") << "not those of other alphabets";
}

TEST(Ascii, IsComparedWithoutCase) {
    EXPECT_TRUE(equal_without_case("Bearer", "bEARER"));
    EXPECT_TRUE(equal_without_case("", ""));
    EXPECT_FALSE(equal_without_case("a", "ab"));
    EXPECT_FALSE(equal_without_case("@", "`"));
    EXPECT_FALSE(equal_without_case("\u00e9", "\u00c9"));
}

}  // namespace
}  // namespace blason::text
