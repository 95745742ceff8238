#include <gtest/gtest.h>

#include "engine/text/data_uri.hpp"

namespace blason::text {
namespace {

TEST(DataUri, ReadsBothForms) {
    const auto base64 = parse_data_uri("data:image/PNG;base64,iVBORw==");
    ASSERT_TRUE(base64);
    EXPECT_EQ(base64->media_type, "image/png");
    EXPECT_EQ(base64->bytes, "\x89PNG");
    EXPECT_EQ(parse_data_uri("data:image/png;base64,iVBORw")->bytes, "\x89PNG");
    const auto percent = parse_data_uri("data:image/svg+xml;charset=utf-8,%3Csvg/%3e");
    ASSERT_TRUE(percent);
    EXPECT_EQ(percent->media_type, "image/svg+xml");
    EXPECT_EQ(percent->bytes, "<svg/>");
    EXPECT_EQ(parse_data_uri("data:,a")->media_type, "");
}

TEST(DataUri, RefusesWhatIsNone) {
    for (const char* uri : {"", "data:", "image/png,x", "data:;base64,a", "data:;base64,-_-_", "data:;base64,i V",
                            "data:,%4", "data:,%zz"})
        EXPECT_FALSE(parse_data_uri(uri)) << uri;
}

}  // namespace
}  // namespace blason::text
