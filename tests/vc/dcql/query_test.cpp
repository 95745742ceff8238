// Reading DCQL queries: every rule of their syntax (OpenID4VP 1.0 section 6), and how much one may ask.
#include "vc/dcql/query.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/vc/samples.hpp"

namespace blason {
namespace {

using vc::dcql::parse_query;

json::Value whole_query() {
    return test::parse(R"({
        "credentials": [
            {"id": "badge", "format": "ldp_vc", "multiple": true,
             "meta": {"type_values": [["https://example.org/A", "B"], ["C"]]},
             "trusted_authorities": [{"type": "aki", "values": ["s9tIpPmhxdiuNkHMEWNpYim8S8Y"]}],
             "require_cryptographic_holder_binding": false,
             "claims": [{"id": "a", "path": ["credentialSubject", "achievement", "name"], "values": ["Teamwork", 1, true]},
                        {"id": "b", "path": ["evidence", null, 0, "name"]}],
             "claim_sets": [["a", "b"], ["a"]]},
            {"id": "pid", "format": "dc+sd-jwt", "meta": {"vct_values": ["https://vct.example/1"]}}],
        "credential_sets": [{"options": [["badge", "pid"], ["badge"]]},
                            {"options": [["pid"]], "required": false}]})");
}

TEST(DcqlQuery, IsReadWhole) {
    const auto query = parse_query(whole_query());
    ASSERT_TRUE(query) << query.error().code << query.error().pointer;
    ASSERT_EQ(query->credentials.size(), 2U);
    const auto& badge = query->credentials[0];
    EXPECT_EQ(badge.id, "badge");
    EXPECT_EQ(badge.known_format, vc::FormatIdentifier::LdpVc);
    EXPECT_TRUE(badge.multiple);
    EXPECT_FALSE(badge.require_holder_binding);
    EXPECT_EQ(badge.meta.type_values.size(), 2U);
    EXPECT_EQ(badge.meta.type_values[0][1], "B");
    EXPECT_EQ(badge.trusted_authorities[0].values[0], "s9tIpPmhxdiuNkHMEWNpYim8S8Y");
    EXPECT_EQ(badge.claims[0].values.size(), 3U);
    const vc::dcql::ClaimsPath path{"evidence", vc::dcql::AllElements{}, std::size_t{0}, "name"};
    EXPECT_EQ(badge.claims[1].path, path);
    EXPECT_EQ(badge.claim_sets, (std::vector<std::vector<std::size_t>>{{0, 1}, {0}}));
    const auto& pid = query->credentials[1];
    EXPECT_TRUE(pid.require_holder_binding);
    EXPECT_FALSE(pid.multiple);
    EXPECT_EQ(query->credential_sets[0].options, (std::vector<std::vector<std::size_t>>{{0, 1}, {0}}));
    EXPECT_TRUE(query->credential_sets[0].required);
    EXPECT_FALSE(query->credential_sets[1].required);
    EXPECT_EQ(query->find("pid"), &pid);
    EXPECT_EQ(query->find("none"), nullptr);
}

TEST(DcqlQuery, WhatTheStandardDoesNotKnowIsIgnored) {
    json::Value query = whole_query();
    test::set(query, "/purpose", R"("because")");
    test::set(query, "/credentials/0/purpose", "{}");
    test::set(query, "/credentials/0/meta/other", "[]");
    test::set(query, "/credentials/0/claims/0/intent_to_retain", "1");
    test::set(query, "/credential_sets/0/purpose", "3");
    EXPECT_TRUE(parse_query(query));
}

TEST(DcqlQuery, FormatsAndAuthoritiesThatAreNotKnownCanBeAskedFor) {
    json::Value query = whole_query();
    test::set(query, "/credentials/1/format", R"("mso_mdoc")");
    test::set(query, "/credentials/0/trusted_authorities/0", R"({"type": "other", "values": ["x y"]})");
    const auto read = parse_query(query);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->credentials[1].format, "mso_mdoc");
    EXPECT_EQ(read->credentials[1].known_format, std::nullopt);
}

TEST(DcqlQuery, ANumberIsAnIntegerHoweverItIsWritten) {
    json::Value query = whole_query();
    test::set(query, "/credentials/0/claims/0/values", "[1.0, 1e3, -5, 12345678901234567890]");
    test::set(query, "/credentials/0/claims/1/path", R"(["evidence", 1.0])");
    const auto read = parse_query(query);
    ASSERT_TRUE(read) << read.error().pointer;
    EXPECT_EQ(read->credentials[0].claims[1].path, (vc::dcql::ClaimsPath{"evidence", std::size_t{1}}));
}

TEST(DcqlQuery, TheSamePathAgainIsMarked) {
    json::Value query = whole_query();
    test::set(query, "/credentials/0/claims/1/path", R"(["credentialSubject", "achievement", "name"])");
    const auto read = parse_query(query);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->credentials[0].claims[0].repeated);
    EXPECT_TRUE(read->credentials[0].claims[1].repeated);
}

class DcqlSyntax : public testing::TestWithParam<test::Refusal> {};

TEST_P(DcqlSyntax, Refused) {
    json::Value query = whole_query();
    test::apply(query, GetParam());
    const auto read = parse_query(query);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, GetParam().code);
    EXPECT_EQ(read.error().pointer, GetParam().pointer);
    EXPECT_EQ(read.error().kind, ErrorKind::Malformed);
    EXPECT_FALSE(read.error().detail.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Section6, DcqlSyntax,
    testing::Values(
        test::Refusal{"NoCredentials", "/credentials", "", "missing-member", "/credentials"},
        test::Refusal{"CredentialsNoArray", "/credentials", "{}", "wrong-type", "/credentials"},
        test::Refusal{"CredentialsEmpty", "/credentials", "[]", "dcql-empty", "/credentials"},
        test::Refusal{"CredentialNoObject", "/credentials/0", "1", "wrong-type", "/credentials/0"},
        test::Refusal{"NoId", "/credentials/0/id", "", "missing-member", "/credentials/0/id"},
        test::Refusal{"IdNumber", "/credentials/0/id", "1", "wrong-type", "/credentials/0/id"},
        test::Refusal{"IdEmpty", "/credentials/0/id", R"("")", "dcql-id", "/credentials/0/id"},
        test::Refusal{"IdCharacters", "/credentials/0/id", R"("a.b")", "dcql-id", "/credentials/0/id"},
        test::Refusal{"IdLetters", "/credentials/0/id", R"("é")", "dcql-id", "/credentials/0/id"},
        test::Refusal{"IdTwice", "/credentials/1/id", R"("badge")", "dcql-id-repeated", "/credentials/1/id"},
        test::Refusal{"NoFormat", "/credentials/0/format", "", "missing-member", "/credentials/0/format"},
        test::Refusal{"FormatArray", "/credentials/0/format", "[]", "wrong-type", "/credentials/0/format"},
        test::Refusal{"NoMeta", "/credentials/0/meta", "", "missing-member", "/credentials/0/meta"},
        test::Refusal{"MetaNull", "/credentials/0/meta", "null", "wrong-type", "/credentials/0/meta"},
        test::Refusal{"MultipleText", "/credentials/0/multiple", R"("true")", "wrong-type", "/credentials/0/multiple"},
        test::Refusal{"BindingNull", "/credentials/0/require_cryptographic_holder_binding", "null", "wrong-type",
                      "/credentials/0/require_cryptographic_holder_binding"},
        test::Refusal{"TypesFlat", "/credentials/0/meta/type_values", R"(["A"])", "wrong-type",
                      "/credentials/0/meta/type_values/0"},
        test::Refusal{"TypesEmpty", "/credentials/0/meta/type_values", "[]", "dcql-empty",
                      "/credentials/0/meta/type_values"},
        test::Refusal{"TypeAlternativeEmpty", "/credentials/0/meta/type_values/1", "[]", "dcql-empty",
                      "/credentials/0/meta/type_values/1"},
        test::Refusal{"VctEmpty", "/credentials/1/meta/vct_values", "[]", "dcql-empty",
                      "/credentials/1/meta/vct_values"},
        test::Refusal{"VctNumber", "/credentials/1/meta/vct_values/0", "1", "wrong-type",
                      "/credentials/1/meta/vct_values/0"},
        test::Refusal{"AuthoritiesEmpty", "/credentials/0/trusted_authorities", "[]", "dcql-empty",
                      "/credentials/0/trusted_authorities"},
        test::Refusal{"AuthorityNoType", "/credentials/0/trusted_authorities/0/type", "", "missing-member",
                      "/credentials/0/trusted_authorities/0/type"},
        test::Refusal{"AuthorityNoValues", "/credentials/0/trusted_authorities/0/values", "", "missing-member",
                      "/credentials/0/trusted_authorities/0/values"},
        test::Refusal{"AuthorityValuesEmpty", "/credentials/0/trusted_authorities/0/values", "[]", "dcql-empty",
                      "/credentials/0/trusted_authorities/0/values"},
        test::Refusal{"AuthorityKey", "/credentials/0/trusted_authorities/0/values/0", R"("a+b/")", "dcql-aki",
                      "/credentials/0/trusted_authorities/0/values/0"},
        test::Refusal{"ClaimsEmpty", "/credentials/0/claims", "[]", "dcql-empty", "/credentials/0/claims"},
        test::Refusal{"ClaimNoObject", "/credentials/0/claims/0", "[]", "wrong-type", "/credentials/0/claims/0"},
        test::Refusal{"ClaimNoPath", "/credentials/0/claims/0/path", "", "missing-member",
                      "/credentials/0/claims/0/path"},
        test::Refusal{"PathText", "/credentials/0/claims/0/path", R"("name")", "wrong-type",
                      "/credentials/0/claims/0/path"},
        test::Refusal{"PathEmpty", "/credentials/0/claims/0/path", "[]", "dcql-empty", "/credentials/0/claims/0/path"},
        test::Refusal{"PathNegative", "/credentials/0/claims/0/path", R"(["a", -1])", "dcql-path",
                      "/credentials/0/claims/0/path/1"},
        test::Refusal{"PathFraction", "/credentials/0/claims/0/path", R"(["a", 0.5])", "dcql-path",
                      "/credentials/0/claims/0/path/1"},
        test::Refusal{"PathBoolean", "/credentials/0/claims/0/path", "[true]", "dcql-path",
                      "/credentials/0/claims/0/path/0"},
        test::Refusal{"ValuesEmpty", "/credentials/0/claims/0/values", "[]", "dcql-empty",
                      "/credentials/0/claims/0/values"},
        test::Refusal{"ValueNull", "/credentials/0/claims/0/values/1", "null", "dcql-value",
                      "/credentials/0/claims/0/values/1"},
        test::Refusal{"ValueFraction", "/credentials/0/claims/0/values/1", "0.5", "dcql-value",
                      "/credentials/0/claims/0/values/1"},
        test::Refusal{"ClaimIdTwice", "/credentials/0/claims/1/id", R"("a")", "dcql-id-repeated",
                      "/credentials/0/claims/1/id"},
        test::Refusal{"ClaimIdCharacters", "/credentials/0/claims/1/id", R"("a b")", "dcql-id",
                      "/credentials/0/claims/1/id"},
        test::Refusal{"ClaimNoIdWithSets", "/credentials/0/claims/1/id", "", "missing-member",
                      "/credentials/0/claims/1/id"},
        test::Refusal{"SetsWithoutClaims", "/credentials/0/claims", "", "dcql-claim-sets-without-claims",
                      "/credentials/0/claim_sets"},
        test::Refusal{"SetsEmpty", "/credentials/0/claim_sets", "[]", "dcql-empty", "/credentials/0/claim_sets"},
        test::Refusal{"SetEmpty", "/credentials/0/claim_sets/0", "[]", "dcql-empty", "/credentials/0/claim_sets/0"},
        test::Refusal{"SetUnknown", "/credentials/0/claim_sets/0/1", R"("c")", "dcql-id-unknown",
                      "/credentials/0/claim_sets/0/1"},
        test::Refusal{"CredentialSetsEmpty", "/credential_sets", "[]", "dcql-empty", "/credential_sets"},
        test::Refusal{"CredentialSetNoOptions", "/credential_sets/0/options", "", "missing-member",
                      "/credential_sets/0/options"},
        test::Refusal{"OptionsEmpty", "/credential_sets/0/options", "[]", "dcql-empty", "/credential_sets/0/options"},
        test::Refusal{"OptionEmpty", "/credential_sets/0/options/0", "[]", "dcql-empty",
                      "/credential_sets/0/options/0"},
        test::Refusal{"OptionUnknown", "/credential_sets/0/options/0/1", R"("none")", "dcql-id-unknown",
                      "/credential_sets/0/options/0/1"},
        test::Refusal{"RequiredText", "/credential_sets/1/required", R"("no")", "wrong-type",
                      "/credential_sets/1/required"}),
    test::refusal_name);

TEST(DcqlQuery, IsAnObject) {
    for (const char* text : {"[]", "null", "\"{}\"", "1"}) {
        const auto read = parse_query(test::parse(text));
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, "wrong-type");
        EXPECT_EQ(read.error().pointer, "");
    }
}

/// `count` times the same text, with "N" in it numbered, in an array.
json::Value repeated(std::size_t count, std::string_view text) {
    json::Array out;
    for (std::size_t i = 0; i < count; ++i) {
        std::string one(text);
        if (const auto at = one.find('N'); at != std::string::npos) one.replace(at, 1, std::to_string(i));
        out.push_back(test::parse(one));
    }
    return out;
}

std::string limit_error(std::string_view place, const json::Value& value) {
    json::Value query = whole_query();
    test::set(query, place, json::serialize(value));
    const auto read = parse_query(query);
    if (read) return "read";
    return read.error().kind == ErrorKind::TooLarge ? read.error().code + " " + read.error().pointer : "other";
}

// security.md OA28
TEST(DcqlLimits, OA28_TenThousandClaims) {
    json::Value query = whole_query();
    json::Value claims = repeated(10'000, R"({"path": ["N"]})");
    test::set(query, "/credentials/1/claims", json::serialize(claims));
    const auto read = parse_query(query);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "dcql-too-large");
    EXPECT_EQ(read.error().pointer, "/credentials/1/claims");
    EXPECT_EQ(read.error().kind, ErrorKind::TooLarge);
}

TEST(DcqlLimits, OA28_OneMoreThanIsBearable) {
    const vc::dcql::QueryLimits limits;
    const std::string_view claims = "/credentials/1/claims";
    EXPECT_EQ(limit_error(claims, repeated(limits.max_claims, R"({"path": ["N"]})")), "read");
    EXPECT_EQ(limit_error(claims, repeated(limits.max_claims + 1, R"({"path": ["N"]})")),
              "dcql-too-large /credentials/1/claims");
    const std::string_view path = "/credentials/0/claims/0/path";
    EXPECT_EQ(limit_error(path, repeated(limits.max_path, "null")), "read");
    EXPECT_EQ(limit_error(path, repeated(limits.max_path + 1, "null")), "dcql-too-large /credentials/0/claims/0/path");
    const std::string_view sets = "/credential_sets/0/options";
    EXPECT_EQ(limit_error(sets, repeated(limits.max_sets, R"(["pid"])")), "read");
    EXPECT_EQ(limit_error(sets, repeated(limits.max_sets + 1, R"(["pid"])")),
              "dcql-too-large /credential_sets/0/options");
    const std::string_view values = "/credentials/0/claims/0/values";
    EXPECT_EQ(limit_error(values, repeated(limits.max_items - 100, "1")), "read");
    EXPECT_EQ(limit_error(values, repeated(limits.max_items + 1, "1")),
              "dcql-too-large /credentials/0/claims/0/values");
    const std::string_view vct = "/credentials/1/meta/vct_values/0";
    EXPECT_EQ(limit_error(vct, json::String(limits.max_text, 'x')), "read");
    EXPECT_EQ(limit_error(vct, json::String(limits.max_text + 1, 'x')),
              "dcql-too-large /credentials/1/meta/vct_values/0");
}

TEST(DcqlLimits, OA28_TooManyCredentials) {
    const vc::dcql::QueryLimits limits;
    json::Value query = test::parse("{}");
    query.as_object()["credentials"] =
        repeated(limits.max_credentials, R"({"id": "N", "format": "ldp_vc", "meta": {}})");
    EXPECT_TRUE(parse_query(query));
    query.as_object()["credentials"] =
        repeated(limits.max_credentials + 1, R"({"id": "N", "format": "ldp_vc", "meta": {}})");
    const auto read = parse_query(query);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "dcql-too-large");
}

TEST(DcqlLimits, OA28_TooManyClaimsOfAllCredentials) {
    const vc::dcql::QueryLimits limits;
    json::Value query = test::parse("{}");
    const std::size_t full = limits.max_all_claims / limits.max_claims;
    json::Value credentials = repeated(full + 1, R"({"id": "N", "format": "ldp_vc", "meta": {}})");
    for (std::size_t i = 0; i < full; ++i) {
        credentials.as_array()[i].as_object()["claims"] = repeated(limits.max_claims, R"({"path": ["N"]})");
    }
    query.as_object()["credentials"] = credentials;
    EXPECT_TRUE(parse_query(query));
    credentials.as_array()[full].as_object()["claims"] = repeated(1, R"({"path": ["N"]})");
    query.as_object()["credentials"] = credentials;
    const auto read = parse_query(query);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "dcql-too-large");
    EXPECT_EQ(read.error().pointer, "/credentials/" + std::to_string(full) + "/claims");
}

}  // namespace
}  // namespace blason
