#include <gtest/gtest.h>

#include "engine/text/base58.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"
#include "engine/text/utf8.hpp"
#include "engine/text/varint.hpp"

namespace blason::text {
namespace {

TEST(Base64Url, TheExamplesOfRfc4648WithoutPadding) {
    const std::pair<std::string_view, std::string_view> examples[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : examples) {
        EXPECT_EQ(base64url_encode(as_bytes(plain)), encoded);
        const auto decoded = base64url_decode(encoded);
        ASSERT_TRUE(decoded) << encoded;
        EXPECT_EQ(as_text(*decoded), plain);
    }
    EXPECT_EQ(base64url_encode(Bytes{0xfb, 0xff, 0xbf}), "-_-_");
}

TEST(Base64Url, EveryOtherTextIsRefused) {
    for (const auto* text :
         {"Zg==", "Zm8=", "Z", "Zm9vY", "Zh", "Zm9", "+_+_", "a/bc", "Zm 8", "Zm8\n", " Zm8", "Z\xc3\xa9"}) {
        const auto decoded = base64url_decode(text);
        ASSERT_FALSE(decoded) << text;
        EXPECT_EQ(decoded.error().code, "base64url-syntax");
    }
}

TEST(Base58, KnownTexts) {
    // draft-msporny-base58 section 5, and Bitcoin Core's own table.
    EXPECT_EQ(base58_encode(as_bytes("Hello World!")), "2NEpo7TZRRrLZSi2U");
    EXPECT_EQ(base58_encode(as_bytes("The quick brown fox jumps over the lazy dog.")),
              "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
    EXPECT_EQ(base58_encode(*from_hex("0000287fb4cd")), "11233QC4");
    EXPECT_EQ(base58_encode(*from_hex("00000000000000000000")), "1111111111");
    EXPECT_EQ(base58_encode({}), "");
    EXPECT_EQ(to_hex(*base58_decode("11233QC4")), "0000287fb4cd");
    EXPECT_TRUE(base58_decode("")->empty());
}

TEST(Base58, EveryLengthComesBack) {
    Bytes bytes;
    for (unsigned size = 0; size < 200; ++size) {
        const auto text = base58_encode(bytes);
        const auto back = base58_decode(text);
        ASSERT_TRUE(back) << text;
        EXPECT_EQ(*back, bytes);
        bytes.push_back(static_cast<std::uint8_t>(size * 37 % 251));
    }
    for (unsigned zeros = 0; zeros < 10; ++zeros) {
        Bytes padded(zeros, 0);
        padded.insert(padded.end(), {0xff, 0xff, 0xff, 0xff, 0xff});
        EXPECT_EQ(*base58_decode(base58_encode(padded)), padded);
    }
}

TEST(Base58, RefusesOtherCharactersAndTooMuch) {
    for (const auto* text : {"0", "O", "I", "l", "2NEpo7TZRRrLZSi2U ", "2NEpo\n", "\xc3\xa9"}) {
        ASSERT_FALSE(base58_decode(text)) << text;
        EXPECT_EQ(base58_decode(text).error().code, "base58-syntax");
    }
    EXPECT_TRUE(base58_decode(std::string(2048, 'z')));
    EXPECT_EQ(base58_decode(std::string(2049, 'z')).error().code, "base58-size");
    EXPECT_EQ(base58_decode("zzz", 2).error().code, "base58-size");
}

TEST(Multibase, WritesAndReadsItsTwoBases) {
    const Bytes bytes{0, 1, 2, 0xff};
    for (const auto base : {Base::Base58Btc, Base::Base64Url}) {
        const auto text = multibase_encode(base, bytes);
        EXPECT_EQ(text.front(), static_cast<char>(base));
        EXPECT_EQ(*multibase_decode(base, text), bytes);
        EXPECT_EQ(multibase_decode(text)->bytes, bytes);
    }
    EXPECT_EQ(multibase_decode("uAAEC_w")->base, "base64url");
}

TEST(Multibase, RefusesAnotherBaseThanTheOneAskedFor) {
    EXPECT_EQ(multibase_decode(Base::Base58Btc, "uAAEC_w").error().code, "multibase-unexpected");
    EXPECT_EQ(multibase_decode(Base::Base64Url, "z12").error().code, "multibase-unexpected");
    EXPECT_EQ(multibase_decode(Base::Base58Btc, "").error().code, "multibase-unexpected");
    EXPECT_EQ(multibase_decode(Base::Base58Btc, "z0").error().code, "multibase-syntax");
}

TEST(Multibase, RefusesBadTexts) {
    EXPECT_EQ(multibase_decode("").error().code, "multibase-unknown");
    EXPECT_EQ(multibase_decode("?abc").error().code, "multibase-unknown");
    // characters outside the alphabet, impossible lengths, fill bits that are set, wrong or missing padding
    for (const auto* text : {"02",
                             "01",
                             "0000000001",
                             "78",
                             "9a",
                             "fg",
                             "ff",
                             "b1",
                             "bab",
                             "b8",
                             "cmy",
                             "cmy=====",
                             "cmy=======",
                             "c========",
                             "MZg",
                             "MZg=",
                             "MZg===",
                             "MZh==",
                             "M====",
                             "UZm8==",
                             "uZg==",
                             "mZg==",
                             "m-_",
                             "hYB",
                             "k?",
                             "z0",
                             "Z0",
                             "\xF0\x9F\x9A\x80x",
                             "\xF0\x9F\x9A\x80\xF0\x9F"}) {
        const auto value = multibase_decode(text);
        ASSERT_FALSE(value) << text;
        EXPECT_EQ(value.error().code, "multibase-syntax") << text;
    }
    EXPECT_TRUE(multibase_decode("z" + std::string(2048, 'z')));
    EXPECT_EQ(multibase_decode("z" + std::string(2049, 'z')).error().code, "multibase-size");
    EXPECT_EQ(multibase_decode("f" + std::string(65538, '0')).error().code, "multibase-size");
}

TEST(Varint, BordersOfEachLength) {
    for (const std::uint64_t value :
         {0ULL, 1ULL, 0x7fULL, 0x80ULL, 0xedULL, 0x3fffULL, 0x4000ULL, (1ULL << 56U) - 1, (1ULL << 63U) - 1}) {
        Bytes bytes;
        append_varint(bytes, value);
        const auto size = bytes.size();
        bytes.push_back(0xff);
        const auto read = read_varint(bytes);
        ASSERT_TRUE(read) << value;
        EXPECT_EQ(read->value, value);
        EXPECT_EQ(read->size, size);
    }
    EXPECT_EQ(read_varint(Bytes{0xed, 0x01})->value, 0xedU);
}

TEST(Varint, RefusesOtherForms) {
    EXPECT_FALSE(read_varint({}));
    EXPECT_FALSE(read_varint(Bytes{0x80}));
    EXPECT_FALSE(read_varint(Bytes{0x80, 0x00})) << "not minimal";
    EXPECT_FALSE(read_varint(Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})) << "ten bytes";
}

TEST(Utf8, FindsTheFirstBadByte) {
    EXPECT_FALSE(first_invalid_utf8("a\u00e9\u20ac\U0001F600\U0010FFFF"));
    const std::pair<std::string_view, std::size_t> bad[] = {{"a\x80", 1},
                                                            {"\xc0\x80", 0},
                                                            {"\xc1\xbf", 0},
                                                            {"\xe0\x9f\xbf", 0},
                                                            {"\xed\xa0\x80", 0},
                                                            {"\xf0\x8f\x80\x80", 0},
                                                            {"\xf4\x90\x80\x80", 0},
                                                            {"\xf5\x80\x80\x80", 0},
                                                            {"ab\xe2\x82", 2},
                                                            {"\xff", 0},
                                                            {"\xe2\x28\xa1", 0}};
    for (const auto& [text, offset] : bad) EXPECT_EQ(first_invalid_utf8(text), offset) << text;
}

}  // namespace
}  // namespace blason::text
