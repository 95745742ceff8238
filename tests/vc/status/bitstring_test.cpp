// Bitstring Status List and StatusList2021: entries, lists, and what is in neither.
#include "vc/status/bitstring.hpp"

#include <gtest/gtest.h>

#include "engine/compress/deflate.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/samples.hpp"

namespace blason::vc::status {
namespace {

using test::parse;
using test::Refusal;

/// Of the Recommendation's own example: 131,072 entries, none set.
constexpr std::string_view kEmptyList = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

json::Value entry() {
    return parse(R"({"id": "https://issuer.example/status/3#94567", "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation", "statusListIndex": "94567",
        "statusListCredential": "https://issuer.example/status/3"})");
}

json::Value list_credential(const std::string& encoded, const std::string& purpose = "\"revocation\"") {
    return parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "did:example:issuer",
        "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": )" +
                 purpose + R"(, "encodedList": ")" + encoded + R"("}})");
}

Result<Entry> read(const json::Value& value) {
    return read_entry(value, json::Path{});
}

Result<unsigned> status_of(const json::Value& an_entry, const json::Value& credential) {
    auto read_as_entry = read(an_entry);
    if (!read_as_entry) return read_as_entry.error();
    auto list = read_list(credential);
    if (!list) return list.error();
    return look_up(*read_as_entry, *list);
}

std::string code_of(const Result<unsigned>& status) {
    return status ? "no error" : status.error().code;
}

std::string packed(const Bytes& bytes, compress::Wrapping wrapping = compress::Wrapping::Gzip) {
    return text::base64url_encode(compress::compress(wrapping, bytes));
}

TEST(BitstringEntry, IsReadWhole) {
    auto value = entry();
    test::set(value, "/statusPurpose", "\"message\"");
    value.as_object()["statusSize"] = 2;
    value.as_object()["statusMessage"] =
        parse(R"([{"status":"0x0","message":"pending"},{"status":"0x1","message":"accepted"},
                  {"status":"0x2","message":"rejected"},{"status":"0x3","message":"undefined"}])");
    value.as_object()["statusReference"] = "https://issuer.example/dictionary";
    const auto read_entry = read(value);
    ASSERT_TRUE(read_entry) << read_entry.error().detail;
    EXPECT_EQ(read_entry->index, 94567U);
    EXPECT_EQ(read_entry->size, 2U);
    EXPECT_EQ(read_entry->list, "https://issuer.example/status/3");
    EXPECT_EQ(read_entry->message_of(2), "rejected");
    EXPECT_EQ(read_entry->references, std::vector<std::string>{"https://issuer.example/dictionary"});
}

class BitstringEntryRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(BitstringEntryRefusal, NamesThePlace) {
    auto value = entry();
    test::apply(value, GetParam());
    const auto refused = read(value);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, GetParam().code);
    EXPECT_EQ(refused.error().pointer, GetParam().pointer);
}

constexpr std::string_view kMalformed = "MALFORMED_VALUE_ERROR";
constexpr Refusal kRefusals[] = {
    {"NoPurpose", "/statusPurpose", "", kMalformed, "/statusPurpose"},
    {"PurposeIsNoText", "/statusPurpose", "[\"revocation\"]", kMalformed, "/statusPurpose"},
    {"NoList", "/statusListCredential", "", kMalformed, "/statusListCredential"},
    {"ListIsNoUrl", "/statusListCredential", "\"status/3\"", kMalformed, "/statusListCredential"},
    {"IdIsTheList", "/id", "\"https://issuer.example/status/3\"", kMalformed, "/id"},
    {"NoIndex", "/statusListIndex", "", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsANumber", "/statusListIndex", "94567", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsNegative", "/statusListIndex", "\"-1\"", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsHexadecimal", "/statusListIndex", "\"0x5\"", kMalformed, "/statusListIndex"},
    {"ST03_IndexBeginsWithZero", "/statusListIndex", "\"05\"", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsAFraction", "/statusListIndex", "\"5.0\"", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsEmpty", "/statusListIndex", "\"\"", kMalformed, "/statusListIndex"},
    {"ST03_IndexIsTwoToThe64", "/statusListIndex", "\"18446744073709551616\"", "RANGE_ERROR", "/statusListIndex"},
    {"SizeZero", "/statusSize", "0", kMalformed, "/statusSize"},
    {"SizeNegative", "/statusSize", "-1", kMalformed, "/statusSize"},
    {"SizeIsAFraction", "/statusSize", "1.5", kMalformed, "/statusSize"},
    {"SizeIsText", "/statusSize", "\"1\"", kMalformed, "/statusSize"},
    {"ASizeThatIsNotReadHere", "/statusSize", "9", "STATUS_TYPE_UNKNOWN", "/statusSize"},
    {"SizeTwoWithoutMessages", "/statusSize", "2", kMalformed, "/statusMessage"},
    {"TooFewMessages", "/statusMessage", R"([{"status":"0x0","message":"a"}])", kMalformed, "/statusMessage"},
    {"MessageOutOfRange", "/statusMessage", R"([{"status":"0x0","message":"a"},{"status":"0x2","message":"b"}])",
     kMalformed, "/statusMessage/1/status"},
    {"MessageTwice", "/statusMessage", R"([{"status":"0x0","message":"a"},{"status":"0x00","message":"b"}])",
     kMalformed, "/statusMessage/1/status"},
    {"MessageWithoutText", "/statusMessage", R"([{"status":"0x0","message":"a"},{"status":"0x1"}])", kMalformed,
     "/statusMessage/1/message"},
    {"ReferenceIsNoUrl", "/statusReference", "\"dictionary\"", kMalformed, "/statusReference"},
};
INSTANTIATE_TEST_SUITE_P(Each, BitstringEntryRefusal, testing::ValuesIn(kRefusals), test::refusal_name);

TEST(BitstringList, TheRecommendationsExampleHasNothingSet) {
    EXPECT_EQ(code_of(status_of(entry(), list_credential(std::string(kEmptyList)))), "no error");
    EXPECT_EQ(*status_of(entry(), list_credential(std::string(kEmptyList))), 0U);
}

TEST(BitstringList, WhatIsSetIsFoundAndNothingElse) {
    BitList bits(kMinEntries, 1, BitOrder::LeftToRight);
    ASSERT_TRUE(bits.set(94567, 1, 1));
    const auto credential = list_credential(encode_list(bits));
    EXPECT_EQ(*status_of(entry(), credential), 1U);
    for (const auto* index : {"\"94566\"", "\"94568\"", "\"0\"", "\"131071\""}) {
        auto other = entry();
        test::set(other, "/statusListIndex", index);
        EXPECT_EQ(*status_of(other, credential), 0U) << index;
    }
}

TEST(BitstringList, ST03_TheIndexAfterTheLastIsARangeError) {
    auto outside = entry();
    test::set(outside, "/statusListIndex", "\"131072\"");
    EXPECT_EQ(code_of(status_of(outside, list_credential(std::string(kEmptyList)))), "RANGE_ERROR");
}

TEST(BitstringList, ST02_AShortListIsALengthError) {
    const Bytes short_list(16 * 1024 - 1);
    EXPECT_EQ(code_of(status_of(entry(), list_credential("u" + packed(short_list)))), "STATUS_LIST_LENGTH_ERROR");
    // Long enough in bits, too short in entries of two bits.
    auto wide = entry();
    wide.as_object()["statusSize"] = 2;
    wide.as_object()["statusMessage"] = parse(R"([{"status":"0x0","message":"a"},{"status":"0x1","message":"b"},
                  {"status":"0x2","message":"c"},{"status":"0x3","message":"d"}])");
    EXPECT_EQ(code_of(status_of(wide, list_credential(std::string(kEmptyList)))), "STATUS_LIST_LENGTH_ERROR");
}

TEST(BitstringList, ST04_AListForAnotherPurposeSaysNothing) {
    EXPECT_EQ(code_of(status_of(entry(), list_credential(std::string(kEmptyList), "\"suspension\""))),
              "STATUS_VERIFICATION_ERROR");
    EXPECT_EQ(code_of(status_of(entry(), list_credential(std::string(kEmptyList), R"(["suspension","revocation"])"))),
              "no error");
    EXPECT_EQ(code_of(status_of(entry(), list_credential(std::string(kEmptyList), "[]"))), "MALFORMED_VALUE_ERROR");
}

TEST(BitstringList, ST08_OtherEncodingsAreRefused) {
    const Bytes bytes(16 * 1024);
    const auto refused_as = [](const std::string& encoded) {
        return code_of(status_of(entry(), list_credential(encoded)));
    };
    const std::string error = "STATUS_VERIFICATION_ERROR";
    EXPECT_EQ(refused_as("u" + packed(bytes)), "no error");
    EXPECT_EQ(refused_as(packed(bytes)), error) << "no prefix";
    EXPECT_EQ(refused_as("z" + packed(bytes)), error);
    EXPECT_EQ(refused_as("u" + packed(bytes) + "="), error) << "padding";
    EXPECT_EQ(refused_as("uH4sIAAAAAAAAA+3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"), error)
        << "the other base64";
    EXPECT_EQ(refused_as("u" + packed(bytes, compress::Wrapping::Zlib)), error);
    auto twice = compress::compress(compress::Wrapping::Gzip, bytes);
    const auto once = twice;
    twice.insert(twice.end(), once.begin(), once.end());
    EXPECT_EQ(refused_as("u" + text::base64url_encode(twice)), error) << "two members";
    auto longer = once;
    longer.push_back(0);
    EXPECT_EQ(refused_as("u" + text::base64url_encode(longer)), error) << "a byte after";
    auto changed = once;
    changed[changed.size() - 8] ^= 1;
    EXPECT_EQ(refused_as("u" + text::base64url_encode(changed)), error) << "checksum";
    EXPECT_EQ(refused_as("u"), error);
}

TEST(BitstringList, ST01_ABombIsRefusedAtSixteenMebibytes) {
    EXPECT_TRUE(decode_list("u" + packed(Bytes(kMaxListBytes)), Generation::Bitstring));
    EXPECT_FALSE(decode_list("u" + packed(Bytes(kMaxListBytes + 1)), Generation::Bitstring));
    const auto bomb = decode_list("u" + packed(Bytes(std::size_t{256} << 20U)), Generation::Bitstring);
    ASSERT_FALSE(bomb);
    EXPECT_EQ(bomb.error().code, "STATUS_VERIFICATION_ERROR");
}

TEST(BitstringList, TheSubjectIsAStatusList) {
    auto credential = list_credential(std::string(kEmptyList));
    test::set(credential, "/credentialSubject/type", "\"StatusList2021\"");
    EXPECT_EQ(code_of(status_of(entry(), credential)), "MALFORMED_VALUE_ERROR");
    credential = list_credential(std::string(kEmptyList));
    test::set(credential, "/type", R"(["VerifiableCredential"])");
    EXPECT_EQ(code_of(status_of(entry(), credential)), "STATUS_VERIFICATION_ERROR");
    credential = list_credential(std::string(kEmptyList));
    credential.at("credentialSubject").as_object()["ttl"] = "5";
    EXPECT_EQ(code_of(status_of(entry(), credential)), "MALFORMED_VALUE_ERROR");
}

TEST(StatusList2021, TheListHasNoPrefixAndTheEntryAnotherType) {
    auto old_entry = entry();
    test::set(old_entry, "/type", "\"StatusList2021Entry\"");
    auto credential = list_credential(std::string(kEmptyList.substr(1)));
    test::set(credential, "/type", R"(["VerifiableCredential", "StatusList2021Credential"])");
    test::set(credential, "/credentialSubject/type", "\"StatusList2021\"");
    EXPECT_EQ(code_of(status_of(old_entry, credential)), "no error");
    // The two kinds do not mix.
    EXPECT_EQ(code_of(status_of(entry(), credential)), "STATUS_VERIFICATION_ERROR");
    EXPECT_EQ(code_of(status_of(old_entry, list_credential(std::string(kEmptyList)))), "STATUS_VERIFICATION_ERROR");
}

}  // namespace
}  // namespace blason::vc::status
