// blason issue and present: what a proof says beside what it must, and proofs that build on others
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

class Proofs : public testing::Test {
  protected:
    [[nodiscard]] Outcome issue(std::vector<std::string> more, const std::string& input) const {
        std::vector<std::string> arguments{"issue", "--key", key_, "--set-issuer"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return blason(arguments, input);
    }

    Folder folder_;
    std::string key_ = folder_.write("key.json", kTestKey);
    std::string badge_ = json::serialize(sample_badge());
};

TEST_F(Proofs, AreAddedToASecuredCredential) {
    const auto first = issue({"--proof-id", "urn:a", "--nonce", "n-1"}, badge_);
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(issue({}, first.out).status, 1) << "it has a proof already";
    const auto second = issue(
        {"--add-proof", "--previous-proof", "urn:a", "--suite", "eddsa-jcs-2022", "--expires", "2099-01-01T00:00:00Z"},
        first.out);
    ASSERT_EQ(second.status, 0) << second.err;
    EXPECT_EQ(blason({"verify"}, second.out).status, 0);
    EXPECT_EQ(blason({"verify", "--now", "2099-01-01T00:00:00Z"}, second.out).status, 1);
    json::Value without = parse(second.out);
    json::Array& proofs = without.at("proof").as_array();
    proofs.erase(proofs.begin());
    EXPECT_EQ(blason({"verify"}, json::serialize(without)).status, 1);

    const auto unknown = issue({"--add-proof", "--previous-proof", "urn:x", "--json"}, first.out);
    EXPECT_EQ(unknown.status, 1);
    EXPECT_EQ(error_of(unknown.err).at("code"), "previous-proof-not-found");
}

TEST_F(Proofs, SeveralSuitesMakeASetOrAChain) {
    const std::vector<std::string> suites{"--suite", "eddsa-rdfc-2022", "--suite", "eddsa-jcs-2022"};
    const auto set = issue(suites, badge_);
    ASSERT_EQ(set.status, 0) << set.err;
    const json::Value both = parse(set.out);
    EXPECT_EQ(json::find(both.at_pointer("/proof/1"), "previousProof"), nullptr);
    EXPECT_EQ(blason({"verify"}, set.out).status, 0);
    auto chained = suites;
    chained.insert(chained.end(), {"--chain", "--proof-id", "urn:a"});
    const auto chain = issue(chained, badge_);
    ASSERT_EQ(chain.status, 0) << chain.err;
    EXPECT_EQ(parse(chain.out).at_pointer("/proof/1/previousProof"), "urn:a");
    EXPECT_EQ(blason({"verify"}, chain.out).status, 0);
}

TEST_F(Proofs, APresentationExpires) {
    const auto shown = blason({"present", folder_.write("badge.json", issue({}, badge_).out), "--key", key_,
                               "--created", "2024-06-01T00:00:00Z", "--expires", "2024-06-01T00:05:00Z"});
    ASSERT_EQ(shown.status, 0) << shown.err;
    const auto late = blason({"verify", "--json"}, shown.out);
    EXPECT_EQ(late.status, 1);
    EXPECT_EQ(check_of(late.out, "proof").at("code"), "proof-expired");
    const auto token = blason({"present", folder_.path("badge.json"), "--key", key_, "--format", "jwt", "--expires",
                               "2099-01-01T00:00:00Z", "--json"});
    EXPECT_EQ(token.status, 2);
    EXPECT_EQ(error_of(token.err).at("code"), "proof-members-unused");
}

}  // namespace
}  // namespace blason::cli_test
