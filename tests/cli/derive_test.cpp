// blason derive, and what issue does for it
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

class Derive : public testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(blason({"key", "generate", "--type", "p256", "-o", key_}).status, 0); }

    [[nodiscard]] Outcome issue(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"issue", "--key", key_, "--set-issuer", "--suite", "ecdsa-sd-2023"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        json::Value badge = sample_badge();
        badge.as_object()["awardedDate"] = "2026-01-01T00:00:00Z";
        badge.as_object()["description"] = "For the test";
        return blason(arguments, json::serialize(badge));
    }

    Folder folder_;
    std::string key_ = folder_.path("key.jwk");
};

TEST_F(Derive, ShowsWhatIsRevealedAndMandatory) {
    const auto base = issue({"--mandatory", "/description"});
    ASSERT_EQ(base.status, 0) << base.err;
    const auto refused = blason({"verify", "--json"}, base.out);
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(check_of(refused.out, "proof").at("code"), "base-proof");

    const auto least = blason({"derive"}, base.out);
    ASSERT_EQ(least.status, 0) << least.err;
    EXPECT_FALSE(parse(least.out).as_object().contains("awardedDate"));
    EXPECT_EQ(parse(least.out).at("description"), "For the test");
    const auto verified = blason({"verify"}, least.out);
    EXPECT_EQ(verified.status, 0) << verified.out;

    const auto more = blason({"derive", "-", "--reveal", "/awardedDate", "--reveal", "/name"}, base.out);
    ASSERT_EQ(more.status, 0) << more.err;
    EXPECT_EQ(parse(more.out).at("awardedDate"), "2026-01-01T00:00:00Z");
    EXPECT_EQ(blason({"verify"}, more.out).status, 0);

    std::string altered = more.out;
    altered.replace(altered.find("2026-01-01"), 10, "2026-01-02");
    EXPECT_EQ(blason({"verify"}, altered).status, 1);
}

TEST_F(Derive, RefusalsNameThePlace) {
    const auto nowhere = issue({"--mandatory", "/nothing", "--json"});
    EXPECT_EQ(nowhere.status, 1);
    EXPECT_EQ(error_of(nowhere.err).at("code"), "pointer-not-found");
    EXPECT_EQ(error_of(nowhere.err).at("pointer"), "/nothing");
    const auto other = blason({"derive", "--reveal", "/nothing", "--json"}, issue().out);
    EXPECT_EQ(other.status, 1);
    EXPECT_EQ(error_of(other.err).at("pointer"), "/nothing");
    const auto plain = blason({"derive", "--json"}, json::serialize(sample_badge()));
    EXPECT_EQ(plain.status, 1);
    EXPECT_EQ(error_of(plain.err).at("code"), "proof-missing");
    const auto wrong_key = blason(
        {"issue", "--key", folder_.write("ed.json", kTestKey), "--set-issuer", "--suite", "ecdsa-sd-2023", "--json"},
        json::serialize(sample_badge()));
    EXPECT_EQ(wrong_key.status, 2);
    EXPECT_EQ(error_of(wrong_key.err).at("code"), "key-type-mismatch");
}

TEST_F(Derive, SeveralSuitesMakeAProofSet) {
    const std::string ed = folder_.write("ed.json", kTestKey);
    const auto issued = blason({"issue", "--set-issuer", "--key", ed, "--key", key_, "--suite", "eddsa-jcs-2022",
                                "--suite", "ecdsa-rdfc-2019", "--suite", "ecdsa-jcs-2019"},
                               json::serialize(sample_badge()));
    ASSERT_EQ(issued.status, 0) << issued.err;
    const json::Value badge = parse(issued.out);
    const auto& proofs = badge.at("proof").as_array();
    ASSERT_EQ(proofs.size(), 3U);
    EXPECT_EQ(proofs[0].at("cryptosuite"), "eddsa-jcs-2022");
    EXPECT_EQ(proofs[1].at("cryptosuite"), "ecdsa-rdfc-2019");
    EXPECT_EQ(proofs[2].at("verificationMethod"), proofs[1].at("verificationMethod"));
    const auto verified = blason({"verify", "--json"}, issued.out);
    EXPECT_EQ(verified.status, 0) << verified.out;
    const json::Value report = parse(verified.out);
    const auto is_proof = [](const json::Value& check) { return check.at("name") == "proof"; };
    EXPECT_EQ(std::ranges::count_if(report.at("checks").as_array(), is_proof), 3);

    std::string altered = issued.out;
    altered.replace(altered.find("2026"), 4, "2025");
    EXPECT_EQ(blason({"verify"}, altered).status, 1);
}

TEST_F(Derive, OfAnSdJwtWhatIsRevealed) {
    json::Value badge = sample_badge();
    badge.as_object()["description"] = "For the test";
    badge.as_object()["awardedDate"] = "2026-01-01T00:00:00Z";
    const auto whole = blason({"issue", "--set-issuer", "--format", "sd-jwt", "--disclosable", "/description",
                               "--disclosable", "/awardedDate", "--key", key_},
                              json::serialize(badge));
    ASSERT_EQ(whole.status, 0) << whole.err;
    const auto shown = [&](const std::string& token) {
        const auto verified = blason({"verify", "--json"}, token);
        EXPECT_EQ(verified.status, 0) << verified.out;
        return parse(verified.out).at("credential").as_object();
    };
    const auto part = blason({"derive", "--reveal", "/description"}, whole.out);
    ASSERT_EQ(part.status, 0) << part.err;
    EXPECT_TRUE(shown(part.out).contains("description"));
    EXPECT_FALSE(shown(part.out).contains("awardedDate"));
    const auto least = blason({"derive"}, part.out);
    EXPECT_FALSE(shown(least.out).contains("description")) << "also of what was derived already";

    const auto gone = blason({"derive", "--reveal", "/awardedDate", "--json"}, part.out);
    EXPECT_EQ(gone.status, 1);
    EXPECT_EQ(error_of(gone.err).at("code"), "sd-pointer-not-found");
    EXPECT_EQ(error_of(gone.err).at("pointer"), "/awardedDate");
    const auto jwt = blason({"issue", "--set-issuer", "--format", "jwt", "--key", key_}, json::serialize(badge));
    const auto refused = blason({"derive", "--json"}, jwt.out);
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(error_of(refused.err).at("code"), "base-proof-missing");
}

// An option that may be repeated takes one value each time; what follows is the input.
TEST_F(Derive, TheInputMayStandAfterTheOptions) {
    const auto input = folder_.write("badge.json", json::serialize(sample_badge()));
    const auto base =
        blason({"issue", "--set-issuer", "--suite", "ecdsa-sd-2023", "--mandatory", "/issuer", input, "--key", key_});
    ASSERT_EQ(base.status, 0) << base.err;
    const auto last = blason({"issue", "--set-issuer", "--suite", "ecdsa-rdfc-2019", "--key", key_, input});
    EXPECT_EQ(last.status, 0) << last.err;
    const auto secured = folder_.write("base.json", base.out);
    EXPECT_EQ(blason({"derive", "--reveal", "/name", secured}).status, 0);

    const auto holder = folder_.write("holder.jwk", blason({"key", "public", key_}).out);
    const auto token = blason({"issue", "--set-issuer", "--format", "sd-jwt", "--holder-key", holder, "--disclosable",
                               "/name", input, "--key", key_});
    ASSERT_EQ(token.status, 0) << token.err;
    const auto held = folder_.write("token", token.out);
    const auto shown =
        blason({"present", "--key", key_, "--challenge", "c", "--domain", "d", "--reveal", "/name", held});
    EXPECT_EQ(shown.status, 0) << shown.err;
}

}  // namespace
}  // namespace blason::cli_test
