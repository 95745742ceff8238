#include "engine/json/jcs.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "engine/json/parse.hpp"

namespace blason::json {
namespace {

std::string canonical(std::string_view text) {
    return canonicalize(*json::parse(text));
}

TEST(Jcs, LD21_SortsNamesByUtf16CodeUnits) {
    // RFC 8785 section 3.2.3: the emoji (D83D DE00) comes before U+FB33, after U+20AC.
    EXPECT_EQ(canonical("{\"\u20ac\":1,\"\\r\":2,\"\ufb33\":3,\"1\":4,\"\U0001F600\":5,\"\u0080\":6,\"\u00f6\":7}"),
              "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001F600\":5,\"\ufb33\":3}");
    EXPECT_EQ(canonical(R"({"b":1,"":2,"ab":3,"a":4})"), R"({"":2,"a":4,"ab":3,"b":1})");
    EXPECT_EQ(canonical("{\"\uffff\":1,\"\U00010000\":2,\"\ud7ff\":3,\"\ue000\":4}"),
              "{\"\ud7ff\":3,\"\U00010000\":2,\"\ue000\":4,\"\uffff\":1}");
}

TEST(Jcs, SortsObjectsOfAnySize) {
    std::string text = "{";
    std::string expected = "{";
    for (int i = 999; i >= 100; --i) text += "\"" + std::to_string(i) + "\":0" + (i == 100 ? "}" : ",");
    for (int i = 100; i <= 999; ++i) expected += "\"" + std::to_string(i) + "\":0" + (i == 999 ? "}" : ",");
    EXPECT_EQ(canonical(text), expected);
}

TEST(Jcs, EscapesOnlyWhatItMust) {
    EXPECT_EQ(canonical(R"("\u0008\u0009\u000a\u000c\u000d\u0000\u001f\u0022\u005c\/\u007f\u00e9")"),
              "\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\x7f\u00e9\"");
}

TEST(Jcs, FindsWhatItMustEscapeAtAnyPlace) {
    for (const auto& [character, escaped] : {std::pair<char, std::string>{'"', "\\\""},
                                             {'\\', "\\\\"},
                                             {'\x1f', "\\u001f"},
                                             {'\n', "\\n"},
                                             {' ', " "},
                                             {'!', "!"},
                                             {'#', "#"},
                                             {'\x7f', "\x7f"}}) {
        for (std::size_t place = 0; place < 20; ++place) {
            std::string text(20, '\x5d');  // a neighbour of the backslash
            text.replace(place, 1, 1, character);
            auto expected = "\"" + text + "\"";
            expected.replace(place + 1, 1, escaped);
            EXPECT_EQ(canonicalize(Value(text)), expected) << place;
        }
    }
    for (std::size_t size = 0; size < 40; ++size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += i % 3 == 0 ? "\u00e9" : i % 3 == 1 ? "\U0001F600" : "a";
        EXPECT_EQ(canonicalize(Value(text)), "\"" + text + "\"");
    }
}

TEST(Jcs, LD21_WritesNumbersAsEcmaScriptDoes) {
    EXPECT_EQ(canonical("[-0,-0.0,0,1.0,1.50,100,1e2,1e21,1e20,123456789012345680000,0.000001,1e-7,-1.5e-9]"),
              "[0,0,0,1,1.5,100,100,1e+21,100000000000000000000,123456789012345680000,0.000001,1e-7,-1.5e-9]");
    EXPECT_EQ(number_text(333333333.33333329), "333333333.3333333");
    EXPECT_EQ(number_text(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
    EXPECT_EQ(number_text(std::numeric_limits<double>::denorm_min()), "5e-324");
    EXPECT_EQ(number_text(-123.456), "-123.456");
    EXPECT_THROW(number_text(std::numeric_limits<double>::infinity()), std::invalid_argument);
}

TEST(Jcs, ReadsIntegersBeyondADoubleAsTheDoubleTheyRoundTo) {
    EXPECT_EQ(canonical("[9007199254740992,9007199254740993,-9007199254740993]"),
              "[9007199254740992,9007199254740992,-9007199254740992]");
    EXPECT_EQ(canonical("[9223372036854775807,-9223372036854775808,18446744073709551615]"),
              "[9223372036854776000,-9223372036854776000,18446744073709552000]");
}

}  // namespace
}  // namespace blason::json
