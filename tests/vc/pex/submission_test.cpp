// Presentation submissions: written, read and checked.
#include <gtest/gtest.h>

#include "tests/vc/pex/pex.hpp"
#include "vc/pex/submission.hpp"

namespace blason::vc::pex {
namespace {

using test::definition;
using test::parse;

TEST(PexSubmission, PathsSayWhereTheCredentialIs) {
    const auto written = [](const TokenPlace& place) {
        return json::serialize(to_json(Submission{"s", "d", {entry_in_token("x", "jwt_vc_json", place)}}));
    };
    const std::string begin = R"({"id":"s","definition_id":"d","descriptor_map":[{"id":"x","format":")";
    EXPECT_EQ(written({}), begin + R"(jwt_vc_json","path":"$"}]})");
    EXPECT_EQ(written({.token = 1, .tokens = 2}), begin + R"(jwt_vc_json","path":"$[1]"}]})");
    EXPECT_EQ(
        written({.presentation = "ldp_vp", .position = 2}),
        begin +
            R"(ldp_vp","path":"$","path_nested":{"id":"x","format":"jwt_vc_json","path":"$.verifiableCredential[2]"}}]})");
    EXPECT_EQ(
        written({.token = 0, .tokens = 2, .presentation = "jwt_vp_json", .vp_claim = true}),
        begin +
            R"(jwt_vp_json","path":"$[0]","path_nested":{"id":"x","format":"jwt_vc_json","path":"$.vp.verifiableCredential[0]"}}]})");
    const Entry entry = entry_in_presentation("x", "ldp_vc", 1);
    EXPECT_EQ(entry.path, "$.verifiableCredential[1]");
}

TEST(PexSubmission, IsReadAsItWasWritten) {
    const json::Value value =
        parse(R"({"id":"s","definition_id":"d","descriptor_map":[{"id":"a","format":"ldp_vp","path":"$",
        "path_nested":{"id":"a","format":"ldp_vc","path":"$.verifiableCredential[0]"}},{"id":"b","format":"dc+sd-jwt","path":"$[1]"}]})");
    const auto read = parse_submission(value);
    ASSERT_TRUE(read);
    EXPECT_EQ(to_json(*read), value);
    EXPECT_EQ(to_json(*parse_submission(json::Object{{"presentation_submission", value}})), value);
    const auto code = [](const char* text) {
        const auto refused = parse_submission(parse(text));
        return refused ? std::string() : refused.error().code + refused.error().pointer;
    };
    EXPECT_EQ(code("[]"), "wrong-type");
    EXPECT_EQ(code(R"({"definition_id":"d","descriptor_map":[]})"), "missing-member/id");
    EXPECT_EQ(code(R"({"id":"s","descriptor_map":[]})"), "missing-member/definition_id");
    EXPECT_EQ(code(R"({"presentation_submission":{"id":"s","definition_id":"d"}})"),
              "missing-member/presentation_submission/descriptor_map");
    EXPECT_EQ(code(R"({"id":"s","definition_id":"d","descriptor_map":[1]})"), "wrong-type/descriptor_map/0");
    EXPECT_EQ(code(R"({"id":"s","definition_id":"d","descriptor_map":[{"id":"a","format":"jwt"}]})"),
              "missing-member/descriptor_map/0/path");
    EXPECT_EQ(code(R"({"id":"s","definition_id":"d","descriptor_map":[{"id":"a","format":"jwt","path":"$",
                     "path_nested":{"id":"b","format":"jwt","path":"$"}}]})"),
              "submission-nested-id/descriptor_map/0/path_nested/id");
    std::string nested = R"({"id":"a","format":"jwt","path":"$"})";
    for (int i = 0; i < 4; ++i) nested = R"({"id":"a","format":"jwt","path":"$","path_nested":)" + nested + "}";
    EXPECT_EQ(code((R"({"id":"s","definition_id":"d","descriptor_map":[)" + nested + "]}").c_str()),
              "submission-too-large/descriptor_map/0/path_nested/path_nested/path_nested/path_nested");
}

/// Descriptors `a` and `b`, each asking for a member of their name.
Definition two() {
    return definition(R"({"id":"a","constraints":{"fields":[{"path":["$.a","$.vc.a"]}]}},
                         {"id":"b","constraints":{"fields":[{"path":["$.b","$.vc.b"]}]}})");
}

/// "", or the code and the place.
std::string checked(const Definition& asked, const std::string& map, const json::Value& target,
                    const EvaluateOptions& options = {}) {
    const auto submission = parse_submission(parse(R"({"id":"s","definition_id":"d","descriptor_map":[)" + map + "]}"));
    if (!submission) return submission.error().code;
    const auto result = check_submission(asked, *submission, target, options);
    return result ? std::string() : result.error().code + result.error().pointer;
}

std::string entry(const std::string& id, const std::string& format, const std::string& path) {
    return R"({"id":")" + id + R"(","format":")" + format + R"(","path":")" + path + "\"}";
}

TEST(PexSubmission, IsCheckedInOnePresentation) {
    const json::Value presentation = parse(
        R"({"type":"VerifiablePresentation","verifiableCredential":[{"type":"VerifiableCredential","a":1},{"type":"VerifiableCredential","b":1}]})");
    const std::string a = entry("a", "ldp_vc", "$.verifiableCredential[0]");
    const std::string b = entry("b", "ldp_vc", "$.verifiableCredential[1]");
    EXPECT_EQ(checked(two(), a + "," + b, presentation), "");
    EXPECT_EQ(checked(two(), a, presentation), "pex-not-satisfied/input_descriptors/1");
    EXPECT_EQ(checked(two(), a + "," + a, presentation), "submission-repeated/descriptor_map/1");
    EXPECT_EQ(checked(two(), entry("c", "ldp_vc", "$"), presentation), "submission-descriptor/descriptor_map/0/id");
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "$.verifiableCredential[1]") + "," + b, presentation),
              "submission-rejected/descriptor_map/0");
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "$.verifiableCredential[2]"), presentation),
              "submission-path/descriptor_map/0/path");
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "$.verifiableCredential[*]"), presentation),
              "submission-path/descriptor_map/0/path");
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "verifiableCredential"), presentation),
              "json-path-syntax/descriptor_map/0/path");
    EXPECT_EQ(checked(two(), entry("a", "jwt_vc", "$.verifiableCredential[0]"), presentation),
              "submission-format/descriptor_map/0/format");
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "$.type"), presentation),
              "submission-format/descriptor_map/0/format");
    Definition other = two();
    other.id = "e";
    EXPECT_EQ(checked(other, a + "," + b, presentation), "submission-definition/definition_id");
}

TEST(PexSubmission, IsCheckedInTokens) {
    const std::string credential = test::jwt(R"({"vc":{"a":1}})");
    const std::string presentation = test::jwt(R"({"vp":{"verifiableCredential":[")" + credential + "\"]}}");
    const std::string sd = test::sd_jwt(R"({"vct":"v","b":1})");
    const auto nested = [](const std::string& outer, const std::string& inner) {
        return R"({"id":"a","format":"jwt_vp_json","path":")" + outer +
               R"(","path_nested":{"id":"a","format":"jwt_vc_json","path":")" + inner + "\"}}";
    };
    const json::Value tokens = json::Array{json::Value(presentation), json::Value(sd)};
    const std::string b = entry("b", "vc+sd-jwt", "$[1]");
    EXPECT_EQ(checked(two(), nested("$[0]", "$.vp.verifiableCredential[0]") + "," + b, tokens), "");
    // Wallets that leave `vp` out, and those that write `$` and `$[0]` for one.
    EXPECT_EQ(checked(two(), nested("$[0]", "$.verifiableCredential[0]") + "," + b, tokens), "");
    const Definition only_a = definition(R"({"id":"a","constraints":{"fields":[{"path":["$.vc.a"]}]}})");
    for (const char* path : {"$", "$[0]"}) {
        EXPECT_EQ(checked(only_a, nested(path, "$.vp.verifiableCredential[0]"), json::Value(presentation)), "") << path;
        EXPECT_EQ(checked(only_a, nested(path, "$.vp.verifiableCredential[0]"), json::Array{json::Value(presentation)}),
                  "")
            << path;
    }
    EXPECT_EQ(checked(only_a, nested("$", "$.vp.verifiableCredential[1]"), json::Value(presentation)),
              "submission-path/descriptor_map/0/path_nested/path");
    EXPECT_EQ(checked(only_a, entry("a", "jwt_vc", "$"), json::Value(credential)), "") << "a name of the registry";
    EXPECT_EQ(checked(only_a, entry("a", "jwt_vp", "$"), json::Value(credential)),
              "submission-format/descriptor_map/0/format");
}

TEST(PexSubmission, TheCallerGetsWhatWasSent) {
    const std::string sd =
        test::sd_jwt(R"({"vct":"v","a":1,"status":{"status_list":{"idx":0,"uri":"https://s.example"}}})");
    const Definition asked = definition(
        R"({"id":"a","constraints":{"statuses":{"revoked":{"directive":"disallowed"}},
            "is_holder":[{"field_id":["f"],"directive":"required"}],"fields":[{"id":"f","path":["$.a"]}]}})");
    const auto submission = parse_submission(
        parse(R"({"id":"s","definition_id":"d","descriptor_map":[{"id":"a","format":"dc+sd-jwt","path":"$"}]})"));
    const auto with = [&](Fact revoked, bool bound) {
        return check_submission(asked, *submission, json::Value(sd), {},
                                [=](Candidate& candidate, const json::Value& raw) {
                                    EXPECT_TRUE(raw.is_string());
                                    candidate.revoked = revoked;
                                    candidate.holder_bound = bound;
                                });
    };
    const auto good = with(Fact::No, true);
    ASSERT_TRUE(good) << good.error().code;
    EXPECT_EQ(good->claims.at(0).raw, json::Value(sd));
    EXPECT_EQ(good->claims[0].descriptor, 0U);
    EXPECT_EQ(with(Fact::Yes, true).error().kind, ErrorKind::Refused);
    EXPECT_EQ(with(Fact::Unknown, true).error().kind, ErrorKind::Unavailable) << "not known is not no";
    EXPECT_EQ(with(Fact::No, false).error().code, "submission-rejected");
}

TEST(PexSubmission, PathsOfStrangersAreBounded) {
    json::Value deep = json::Object{{"type", "VerifiablePresentation"}};
    for (int i = 0; i < 40; ++i) deep = json::Object{{"x", deep}, {"y", json::Array(30, json::Value(1))}};
    EXPECT_EQ(checked(two(), entry("a", "ldp_vc", "$..*..*..*..*[?@.nothing]"), deep),
              "json-path-work/descriptor_map/0/path");
}

}  // namespace
}  // namespace blason::vc::pex
