#include "engine/json/parse.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace blason::json {
namespace {

Error fault(std::string_view text, const ParseLimits& limits = {}) {
    auto value = parse(text, {}, limits);
    if (!value) return value.error();
    ADD_FAILURE() << "accepted: " << text.substr(0, 200);
    return {};
}

TEST(JsonParse, KeepsEveryKindOfValue) {
    const auto value = parse(R"({"a":[1,-2,1.5,true,false,null,"x\u00e9\n"],"b":{}})");
    ASSERT_TRUE(value);
    const auto& list = value->at("a").as_array();
    EXPECT_EQ(list.at(0).as_int64(), 1);
    EXPECT_EQ(list.at(1).as_int64(), -2);
    EXPECT_EQ(list.at(2).as_double(), 1.5);
    EXPECT_TRUE(list.at(3).as_bool());
    EXPECT_FALSE(list.at(4).as_bool());
    EXPECT_TRUE(list.at(5).is_null());
    EXPECT_EQ(view(list.at(6)), "x\u00e9\n");
    EXPECT_TRUE(value->at("b").as_object().empty());
}

TEST(JsonParse, IntegersOf64BitsStayIntegers) {
    EXPECT_EQ(parse("9223372036854775807")->as_int64(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(parse("-9223372036854775808")->as_int64(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parse("9223372036854775808")->as_uint64(), 9223372036854775808U);
    EXPECT_EQ(parse("18446744073709551615")->as_uint64(), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(parse("18446744073709551616")->as_double(), 18446744073709551616.0);
    EXPECT_EQ(parse("-9223372036854775809")->as_double(), -9223372036854775808.0);
    EXPECT_EQ(parse("123456789012345678901234567890")->as_double(), 123456789012345678901234567890.0);
}

TEST(JsonParse, MinusZeroKeepsItsSign) {
    for (const auto* text : {"-0", "-0.0", "-0e5", "-1e-400", "[-0                                   ]"}) {
        const auto value = parse(text);
        ASSERT_TRUE(value) << text;
        const auto& number = value->is_array() ? value->as_array().at(0) : *value;
        ASSERT_TRUE(number.is_double()) << text;
        EXPECT_EQ(number.as_double(), 0.0) << text;
        EXPECT_TRUE(std::signbit(number.as_double())) << text;
    }
    EXPECT_EQ(parse("0")->as_int64(), 0);
}

TEST(JsonParse, DoublesAreExact) {
    // Each of these has a neighbour that Boost.JSON 1.81 would give instead, or stands at a border of the format.
    EXPECT_EQ(parse("2.2250738585072014e-308")->as_double(), 2.2250738585072014e-308);
    EXPECT_EQ(parse("2.2250738585072011e-308")->as_double(), 2.2250738585072011e-308);
    EXPECT_EQ(parse("5e-324")->as_double(), 5e-324);
    EXPECT_EQ(parse("2e-324")->as_double(), 0.0);
    EXPECT_EQ(parse("2.4703282292062328e-324")->as_double(), 5e-324);
    EXPECT_EQ(parse("2.4703282292062327e-324")->as_double(), 0.0);
    EXPECT_EQ(parse("1.7976931348623157e308")->as_double(), std::numeric_limits<double>::max());
    EXPECT_EQ(parse("1.7976931348623158e308")->as_double(), std::numeric_limits<double>::max());
    EXPECT_EQ(parse("0." + std::string(400, '0') + "1e401")->as_double(), 1.0);
    EXPECT_EQ(parse("1" + std::string(400, '0') + "e-400")->as_double(), 1.0);
    EXPECT_EQ(parse("9007199254740993.0")->as_double(), 9007199254740992.0);
    EXPECT_EQ(parse("9007199254740993.00000000000000000000000001")->as_double(), 9007199254740994.0);
    EXPECT_EQ(parse("0.1")->as_double(), 0.1);
    EXPECT_EQ(parse("123456789.123456789123456789e-5")->as_double(), 1234.56789123456789123456789);
}

TEST(JsonParse, NumbersBeyondADoubleAreRefused) {
    for (const auto* text : {"1e400", "-1e400", "1.7976931348623159e308", "1e99999999999999999999"}) {
        EXPECT_EQ(fault(text).code, "json-number-overflow") << text;
    }
    EXPECT_EQ(fault(R"({"a":[0,1e400]})").pointer, "/a/1");
    EXPECT_EQ(fault(std::string(400, '9')).code, "json-number-overflow");
}

TEST(JsonParse, DuplicateNamesAreRefusedAtAnyDepth) {
    EXPECT_EQ(fault(R"({"a":1,"a":2})").code, "json-duplicate-key");
    EXPECT_EQ(fault(R"({"a":1,"a":2})").pointer, "/a");
    EXPECT_EQ(fault(R"([{"x":{"b":0,"a/~":1,"c":2,"\u0061/~":2}}])").code, "json-duplicate-key");
    EXPECT_EQ(fault(R"([{"x":{"b":0,"a/~":1,"c":2,"\u0061/~":2}}])").pointer, "/0/x/a~1~0");
    EXPECT_EQ(fault(R"({"":1,"":2})").code, "json-duplicate-key");
    // A large object is kept in a hash table, a small one is not.
    std::string large = "{";
    for (int i = 0; i < 1000; ++i) large += "\"k" + std::to_string(i) + "\":0,";
    EXPECT_TRUE(parse(large + "\"k\":0}"));
    EXPECT_EQ(fault(large + "\"k500\":0}").pointer, "/k500");
    // The lost twin may itself hold members.
    EXPECT_EQ(fault(R"({"a":{"x":1,"y":2},"a":{}})").pointer, "/a");
    EXPECT_EQ(fault(R"({"a":{},"a":{"x":1,"y":2}})").pointer, "/a");
}

TEST(JsonParse, NamesThatOnlyLookAlikeAreDifferent) {
    const auto value = parse("{\"\u00e9\":1,\"e\u0301\":2,\"__proto__\":3,\"constructor\":4}");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->as_object().size(), 4U);
}

TEST(JsonParse, DepthIsLimited) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse(nested(64)));
    EXPECT_EQ(fault(nested(65)).code, "json-depth");
    EXPECT_EQ(fault(nested(65)).kind, ErrorKind::TooLarge);
    EXPECT_EQ(fault(nested(100'000)).code, "json-depth");
    EXPECT_EQ(fault(std::string(100'000, '[')).code, "json-depth");
    EXPECT_TRUE(parse(nested(3), {}, {.max_depth = 3}));
    EXPECT_EQ(fault(R"({"a":[[[]]]})", {.max_depth = 3}).pointer, "/a/0/0");
}

TEST(JsonParse, SizeIsLimited) {
    EXPECT_TRUE(parse("[1,2,3]", {}, {.max_bytes = 7}));
    const auto error = fault("[1,2,3] ", {.max_bytes = 7});
    EXPECT_EQ(error.code, "json-size");
    EXPECT_EQ(error.kind, ErrorKind::TooLarge);
}

TEST(JsonParse, LargeDocumentsTakeLinearTime) {
    EXPECT_TRUE(parse(std::string(1U << 20U, ' ') + "1"));
    std::string array = "[0";
    for (int i = 1; i < 1'000'000; ++i) array += ",0";
    EXPECT_EQ(parse(array + "]")->as_array().size(), 1'000'000U);
    std::string object = "{";
    for (int i = 0; i < 100'000; ++i) object += "\"" + std::to_string(i) + "\":0,";
    EXPECT_EQ(parse(object + "\"x\":0}")->as_object().size(), 100'001U);
    EXPECT_EQ(fault(object + "\"99999\":0}").pointer, "/99999");
    EXPECT_EQ(fault(std::string(1'000'000, '"')).code, "json-syntax");
}

TEST(JsonParse, TextThatIsNotUtf8IsRefused) {
    for (const std::string_view text :
         {"[\"\xff\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]", "[\"\xe2\x82\"]",
          R"(["\ud800"])", R"(["\udc00"])", R"(["\ud800\u0041"])", R"(["\ud800\n"])"}) {
        EXPECT_EQ(fault(text).code, "json-invalid-utf8") << text;
        EXPECT_EQ(fault(text).pointer, "/0") << text;
    }
    EXPECT_TRUE(parse(R"(["\ud83d\ude00"])"));
}

TEST(JsonParse, NulIsRefusedOnRequest) {
    const ParseLimits strict{.allow_nul = false};
    EXPECT_TRUE(parse(R"({"a":"\u0000"})"));
    EXPECT_EQ(fault(R"({"a":"x\u0000y"})", strict).code, "json-nul");
    EXPECT_EQ(fault(R"({"a":"x\u0000y"})", strict).pointer, "/a");
    EXPECT_EQ(fault(R"({"\u0000":1})", strict).code, "json-nul");
    EXPECT_TRUE(parse(R"({"a":"\\u0000"})", {}, strict)) << "an escaped backslash before u0000 is no NUL";
    EXPECT_EQ(fault(std::string_view("[\"\0\"]", 5)).code, "json-syntax");
}

TEST(JsonParse, OtherFaultsAreSyntax) {
    for (const auto* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "nul", "01", "1.", "+1", "NaN", "'a'", "/*c*/1", "1 2",
                             "[1}", "{\"a\" 1}", "\"a", "[\"\t\"]", "\xef\xbb\xbf{}"}) {
        EXPECT_EQ(fault(text).code, "json-syntax") << text;
        EXPECT_EQ(fault(text).kind, ErrorKind::Malformed) << text;
    }
}

TEST(JsonParse, AnErrorNamesLineAndColumn) {
    const auto error = fault("{\n  \"\u00e9\": [1, x]\n}");
    EXPECT_NE(error.detail.find("line 2, column 12"), std::string::npos) << error.detail;
    EXPECT_EQ(error.pointer, "/\u00e9/1");
}

TEST(JsonParse, BuildsInTheGivenStorage) {
    boost::json::monotonic_resource arena;
    const auto value = json::parse(R"({"a":["a string that is too long to be kept inside the value itself"]})", &arena);
    ASSERT_TRUE(value);
    EXPECT_EQ(value->storage().get(), &arena);
    EXPECT_EQ(value->at("a").as_array().at(0).storage().get(), &arena);
}

}  // namespace
}  // namespace blason::json
