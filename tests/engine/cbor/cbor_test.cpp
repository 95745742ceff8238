#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "engine/cbor/decode.hpp"
#include "engine/cbor/encode.hpp"

namespace blason::cbor {
namespace {

Value number(std::int64_t value) {
    return {value};
}
Value text(std::string value) {
    return {std::move(value)};
}
Value bytes(std::string_view hex) {
    return {from_hex(hex).value()};
}

struct Example {
    std::string_view hex;
    Value value;
};

Array numbers(std::int64_t last) {
    Array out;
    for (std::int64_t i = 1; i <= last; ++i) out.push_back(number(i));
    return out;
}

/// RFC 8949 appendix A: all examples of the kinds that are read.
std::vector<Example> examples() {
    return {
        {"00", number(0)},
        {"01", number(1)},
        {"0a", number(10)},
        {"17", number(23)},
        {"1818", number(24)},
        {"1819", number(25)},
        {"1864", number(100)},
        {"1903e8", number(1000)},
        {"1a000f4240", number(1000000)},
        {"1b000000e8d4a51000", number(1000000000000)},
        {"20", number(-1)},
        {"29", number(-10)},
        {"3863", number(-100)},
        {"3903e7", number(-1000)},
        {"40", bytes("")},
        {"4401020304", bytes("01020304")},
        {"60", text("")},
        {"6161", text("a")},
        {"6449455446", text("IETF")},
        {"62225c", text("\"\\")},
        {"62c3bc", text("\u00fc")},
        {"63e6b0b4", text("\u6c34")},
        {"64f0908591", text("\U00010151")},
        {"80", {Array{}}},
        {"83010203", {numbers(3)}},
        {"8301820203820405", {Array{number(1), {Array{number(2), number(3)}}, {Array{number(4), number(5)}}}}},
        {"98190102030405060708090a0b0c0d0e0f101112131415161718181819", {numbers(25)}},
        {"a0", {Map{}}},
        {"a201020304", {Map{{1, number(2)}, {3, number(4)}}}},
    };
}

TEST(Cbor, ExamplesOfTheStandardBothWays) {
    for (const Example& example : examples()) {
        EXPECT_EQ(to_hex(encode(example.value)), example.hex);
        const auto read = decode(from_hex(example.hex).value());
        ASSERT_TRUE(read) << example.hex << read.error().code;
        EXPECT_EQ(*read, example.value) << example.hex;
    }
}

TEST(Cbor, TheLargestIntegers) {
    EXPECT_EQ(to_hex(encode(number(std::numeric_limits<std::int64_t>::max()))), "1b7fffffffffffffff");
    EXPECT_EQ(to_hex(encode(number(std::numeric_limits<std::int64_t>::min()))), "3b7fffffffffffffff");
    for (const auto limit : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        EXPECT_EQ(*decode(encode(number(limit))), number(limit));
    }
}

TEST(Cbor, MapsAreWrittenInOneOrderAndReadInAny) {
    const Value map{Map{{-1, number(0)}, {256, number(0)}, {0, number(0)}, {24, number(0)}, {-300, number(0)}}};
    EXPECT_EQ(to_hex(encode(map)),
              "a500001818001901000020003901"
              "2b00");
    const auto other = decode(from_hex("a203000100").value());
    ASSERT_TRUE(other);
    EXPECT_EQ(*other, (Value{Map{{3, number(0)}, {1, number(0)}}}));
    EXPECT_THROW(encode(Value{Map{{1, number(0)}, {1, number(2)}}}), std::invalid_argument);
}

std::string refusal(std::string_view hex, const DecodeLimits& limits = {}) {
    const auto read = decode(from_hex(hex).value(), limits);
    return read ? "accepted" : read.error().code;
}

TEST(Cbor, RefusesWhatIsCutShort) {
    for (const Example& example : examples()) {
        for (std::size_t size = 0; size < example.hex.size(); size += 2) {
            EXPECT_EQ(refusal(example.hex.substr(0, size)), "cbor-truncated") << example.hex;
        }
        EXPECT_EQ(refusal(std::string(example.hex) + "00"), "cbor-trailing-bytes") << example.hex;
    }
}

TEST(Cbor, RefusesASecondWayToWriteTheSame) {
    for (const std::string_view hex : {"1800", "1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3817",
                                       "5800", "7801", "9800", "b800", "5900ff", "990001"}) {
        EXPECT_EQ(refusal(hex), "cbor-not-shortest") << hex;
    }
    for (const std::string_view hex : {"5f41004100ff", "7f6161ff", "9fff", "bfff", "1f", "3f"}) {
        EXPECT_EQ(refusal(hex), "cbor-indefinite-length") << hex;
    }
    EXPECT_EQ(refusal("a201000100"), "cbor-duplicate-key");
}

// Appendix A's floats, simple values and tags, reserved heads, and keys that are no integers.
TEST(Cbor, RefusesKindsThatAreNotUsed) {
    for (const std::string_view hex : {"f90000",
                                       "fa47c35000",
                                       "fb3ff199999999999a",
                                       "f4",
                                       "f5",
                                       "f6",
                                       "f7",
                                       "f0",
                                       "f8ff",
                                       "ff",
                                       "c11a514b67b0",
                                       "d74401020304",
                                       "d818456449455446",
                                       "c249010000000000000000",
                                       "1c",
                                       "3d",
                                       "5e",
                                       "7c",
                                       "9d",
                                       "be",
                                       "a26161016162820203",
                                       "a1410100"}) {
        EXPECT_EQ(refusal(hex), "cbor-unsupported") << hex;
    }
    EXPECT_EQ(refusal("1bffffffffffffffff"), "cbor-integer-range");
    EXPECT_EQ(refusal("3bffffffffffffffff"), "cbor-integer-range");
    EXPECT_EQ(refusal("1b8000000000000000"), "cbor-integer-range");
    for (const std::string_view hex : {"61ff", "62c080", "63eda080", "64f4908080"}) {
        EXPECT_EQ(refusal(hex), "cbor-invalid-utf8") << hex;
    }
}

TEST(Cbor, LimitsOnePastEach) {
    EXPECT_EQ(refusal("8181"
                      "80",
                      {.max_depth = 3}),
              "accepted");
    EXPECT_EQ(refusal("818180", {.max_depth = 2}), "cbor-depth");
    EXPECT_EQ(refusal("83010203", {.max_items = 4}), "accepted");
    EXPECT_EQ(refusal("83010203", {.max_items = 3}), "cbor-items");
    EXPECT_EQ(refusal("a101a10203", {.max_items = 4}), "cbor-items");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "81";
    EXPECT_EQ(refusal(deep + "00"), "cbor-depth");
    // Lengths that nothing stands behind ask for no memory.
    EXPECT_EQ(refusal("5b7fffffffffffffff"), "cbor-truncated");
    EXPECT_EQ(refusal("9b7fffffffffffffff"), "cbor-truncated");
    EXPECT_EQ(refusal("bb7fffffffffffffff"), "cbor-truncated");
    EXPECT_EQ(refusal("9affffffff00"), "cbor-truncated");
}

}  // namespace
}  // namespace blason::cbor
