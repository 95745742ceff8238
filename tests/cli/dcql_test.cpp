// blason dcql evaluate
#include <gtest/gtest.h>

#include <set>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr std::string_view kQuery = R"({"credentials": [
    {"id": "badge", "format": "FORMAT", "meta": {"type_values": [["OpenBadgeCredential"]]},
     "claims": [{"path": ["credentialSubject", "achievement", "name"]}]}]})";

class Dcql : public testing::Test {
  protected:
    void SetUp() override {
        json::Value badge = sample_badge();
        badge.at("credentialSubject").as_object()["id"] = json::String(blason({"key", "did", holder_}).out.c_str());
        auto& id = badge.at("credentialSubject").at("id").as_string();
        while (!id.empty() && id.back() == '\n') id.pop_back();
        const std::string text = json::serialize(badge);
        ASSERT_EQ(blason({"issue", "--key", issuer_, "--set-issuer", "-o", ldp_}, text).status, 0);
        ASSERT_EQ(blason({"issue", "--key", issuer_, "--set-issuer", "--format", "sd-jwt", "-o", sd_jwt_}, text).status,
                  0);
    }
    [[nodiscard]] std::string query(std::string_view format) const {
        std::string text(kQuery);
        text.replace(text.find("FORMAT"), 6, format);
        return text;
    }

    Folder folder_;
    std::string issuer_ = folder_.write("issuer.jwk", kTestKey);
    std::string holder_ = folder_.write("holder.jwk", kOtherTestKey);
    std::string ldp_ = folder_.path("badge.json");
    std::string sd_jwt_ = folder_.path("badge.sd-jwt");
};

TEST_F(Dcql, SaysWhatAnswersAndWhatWouldBeShown) {
    const auto outcome = blason({"dcql", "evaluate", "--json", "-", ldp_, sd_jwt_}, query("vc+sd-jwt"));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const json::Value answer = parse(outcome.out);
    EXPECT_EQ(answer.at("satisfiable"), true);
    const auto& credential = answer.at("credentials").at(0);
    EXPECT_EQ(credential.at("id"), "badge");
    EXPECT_EQ(json::view(credential.at("candidates").at(0).at("credential")), sd_jwt_);
    EXPECT_EQ(credential.at("candidates").at(0).at("selected").at(0), "/credentialSubject/achievement/name");
    EXPECT_TRUE(credential.at("candidates").at(0).at("revealed").as_array().empty());
    EXPECT_EQ(json::view(credential.at("rejected").at(0).at("credential")), ldp_);
    EXPECT_EQ(credential.at("rejected").at(0).at("code"), "format-mismatch");
    EXPECT_EQ(answer.as_object().if_contains("vp_token"), nullptr);
}

TEST_F(Dcql, EachRevealedPlaceOfABaseProofIsNamedOnce) {
    const auto key = folder_.path("p256.jwk");
    ASSERT_EQ(blason({"key", "generate", "--type", "p256", "-o", key}).status, 0);
    const auto base = folder_.path("base.json");
    const auto issued = blason({"issue", "--key", key, "--set-issuer", "--suite", "ecdsa-sd-2023", "-o", base},
                               json::serialize(sample_badge()));
    ASSERT_EQ(issued.status, 0) << issued.err;
    const auto outcome = blason({"dcql", "evaluate", "--json", "-", base}, query("ldp_vc"));
    ASSERT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    std::set<std::string> seen;
    const json::Value answer = parse(outcome.out);
    for (const auto& place : answer.at("credentials").at(0).at("candidates").at(0).at("revealed").as_array())
        EXPECT_TRUE(seen.insert(std::string(json::view(place))).second) << json::view(place);
    EXPECT_TRUE(seen.contains("/issuer")) << outcome.out;
}

TEST_F(Dcql, SaysWhyNot) {
    const auto outcome = blason({"dcql", "evaluate", "-", ldp_}, query("jwt_vc_json"));
    EXPECT_EQ(outcome.status, 1);
    const json::Value answer = parse(outcome.out);
    EXPECT_EQ(answer.at("satisfiable"), false);
    EXPECT_EQ(answer.at("error").at("code"), "dcql-unsatisfied");
    EXPECT_EQ(answer.at("error").at("pointer"), "/credentials/0");
}

TEST_F(Dcql, MakesTheVpTokenForAKey) {
    for (const char* format : {"ldp_vc", "vc+sd-jwt"}) {
        const auto outcome = blason({"dcql", "evaluate", "--json", "-", ldp_, sd_jwt_, "--key", holder_, "--challenge",
                                     "n-1", "--domain", "x509_san_dns:verifier.example"},
                                    query(format));
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        const json::Value presentation = parse(outcome.out).at("vp_token").at("badge").at(0);
        const std::string text =
            presentation.is_string() ? std::string(json::view(presentation)) : json::serialize(presentation);
        const std::vector<std::string> verify{"verify", "--challenge", "n-1", "--domain"};
        auto right = verify;
        right.emplace_back("x509_san_dns:verifier.example");
        EXPECT_EQ(blason(right, text).status, 0) << text;
        auto wrong = verify;
        wrong.emplace_back("verifier.example");
        EXPECT_EQ(blason(wrong, text).status, 1);
    }
}

TEST_F(Dcql, RefusalsNameThePlace) {
    const auto malformed = blason({"dcql", "evaluate", "--json", "-", ldp_}, R"({"credentials": [{"id": "a b"}]})");
    EXPECT_EQ(malformed.status, 1);
    EXPECT_EQ(error_of(malformed.err).at("code"), "missing-member");
    EXPECT_EQ(error_of(malformed.err).at("pointer"), "/credentials/0/format");
    const auto unreadable =
        blason({"dcql", "evaluate", "--json", "-", folder_.write("bad.json", "{")}, query("ldp_vc"));
    EXPECT_EQ(unreadable.status, 1);
    EXPECT_EQ(error_of(unreadable.err).at("code"), "json-syntax");
    const auto unbound = blason({"dcql", "evaluate", "--json", "-", ldp_, "--key", holder_}, query("ldp_vc"));
    EXPECT_EQ(unbound.status, 2);
    EXPECT_EQ(error_of(unbound.err).at("code"), "binding-incomplete");
    EXPECT_EQ(blason({"dcql"}).status, 2);
    EXPECT_EQ(blason({"dcql", "evaluate"}).status, 2);
}

}  // namespace
}  // namespace blason::cli_test
