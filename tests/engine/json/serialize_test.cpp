#include "engine/json/serialize.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"

namespace blason::json {
namespace {

TEST(JsonSerialize, KeepsTheOrderOfMembers) {
    const auto* text = R"({"b":[1,-2,1.5,true,null],"a":{"\n":"é"},"c":[],"d":{}})";
    EXPECT_EQ(json::serialize(*json::parse(text)), text);
}

TEST(JsonSerialize, KeepsEveryDigitOf64BitIntegers) {
    const auto* text = "[9223372036854775807,-9223372036854775808,18446744073709551615]";
    EXPECT_EQ(json::serialize(*json::parse(text)), text);
}

TEST(JsonSerialize, IndentsForPeople) {
    EXPECT_EQ(pretty(*json::parse(R"({"a":[1,{"b":2}],"c":[],"d":{}})")),
              "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}");
}

}  // namespace
}  // namespace blason::json
