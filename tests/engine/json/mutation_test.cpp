// Documents with a few bytes changed: whatever comes, the reader answers, says why it refuses, and what it accepts has
// one canonical form.
#include <gtest/gtest.h>

#include <random>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::json {
namespace {

constexpr std::string_view kDocument = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2", {"a/b": null, "\u00e9\ud83d\ude00": "\\\" \u0041\n"}],
  "numbers": [0, -0, 1.5e-7, 18446744073709551615, -9223372036854775808, 1E+2, 4.9e-324],
  "nested": {"a": {"a": {"a": [[], {}, [true, false]]}}, "b": {"a": 1, "b": 2}},
  "text": "café 😀"
})";

/// Bytes that JSON, UTF-8 and numbers are made of come more often than others.
char likely_byte(std::mt19937& random) {
    constexpr std::string_view kLikely = "{}[]:,\"\\/ue-+.0129ab \n\t\xc3\xa9\xed\xa0\xf0\xff";
    if (random() % 8 == 0) return static_cast<char>(random() % 256);
    return kLikely[random() % kLikely.size()];
}

std::string mutate(std::mt19937& random) {
    std::string text(kDocument);
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
        const auto place = random() % text.size();
        switch (random() % 4) {
            case 0:
                text[place] = likely_byte(random);
                break;
            case 1:
                text.insert(place, 1, likely_byte(random));
                break;
            case 2:
                text.erase(place, 1 + random() % 3);
                break;
            default:
                text.insert(place, text.substr(random() % text.size(), random() % 20));
                break;
        }
    }
    return text;
}

TEST(JsonMutation, EveryTextGetsAnAnswer) {
    std::mt19937 random(20260115);
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto text = mutate(random);
        const auto value = json::parse(text);
        if (!value) {
            ASSERT_FALSE(value.error().code.empty()) << text;
            continue;
        }
        ++accepted;
        const auto canonical = canonicalize(*value);
        const auto again = json::parse(canonical);
        ASSERT_TRUE(again) << text;
        EXPECT_EQ(canonicalize(*again), canonical) << text;
        const auto plain = json::parse(json::serialize(*value));
        ASSERT_TRUE(plain) << text;
        EXPECT_EQ(canonicalize(*plain), canonical) << text;
    }
    EXPECT_GT(accepted, 500);
    EXPECT_LT(accepted, 19'500);
}

TEST(JsonMutation, TheDocumentItselfIsAccepted) {
    EXPECT_TRUE(json::parse(kDocument));
}

}  // namespace
}  // namespace blason::json
