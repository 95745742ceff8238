// blason pex evaluate
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr const char* kAskForBadge = R"({"id":"d1","input_descriptors":[{"id":"badge","constraints":{"fields":[
    {"path":["$.type"],"filter":{"type":"array","contains":{"const":"OpenBadgeCredential"}}},
    {"path":["$.credentialSubject.achievement.name"],"id":"name"}]}}]})";

class Pex : public testing::Test {
  protected:
    Folder folder_;
    std::string badge_ = folder_.write("badge.json", json::serialize(sample_badge()));
    std::string other_ = folder_.write("other.json", R"({"type":["VerifiableCredential"],"credentialSubject":{}})");
    [[nodiscard]] std::string definition(std::string_view text) const { return folder_.write("definition.json", text); }
};

TEST_F(Pex, SaysWhatMatchesAndWhereItStands) {
    const auto outcome = blason({"pex", "evaluate", "--json", definition(kAskForBadge), other_, badge_});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const json::Value result = parse(outcome.out);
    EXPECT_EQ(result.at("outcome"), "satisfied");
    const json::Value& descriptor = result.at("descriptors").at(0);
    EXPECT_EQ(descriptor.at("id"), "badge");
    EXPECT_EQ(descriptor.at("matches").at(0).at("credential"), 1);
    EXPECT_EQ(descriptor.at("matches").at(0).at("fields").at(1).at("pointer"), "/credentialSubject/achievement/name");
    EXPECT_EQ(descriptor.at("matches").at(0).at("fields").at(1).at("id"), "name");
    EXPECT_EQ(descriptor.at("rejections").at(0).at("code"), "field-filter");
    EXPECT_EQ(descriptor.at("rejections").at(0).at("pointer"), "/input_descriptors/0/constraints/fields/0");
    EXPECT_EQ(result.at("present"), parse("[1]"));
    EXPECT_EQ(result.at("submission").at("definition_id"), "d1");
    EXPECT_EQ(result.at("submission").at("descriptor_map").at(0).at("path"), "$.verifiableCredential[0]");
    EXPECT_EQ(result.at("submission").at("descriptor_map").at(0).at("format"), "ldp_vc");
}

TEST_F(Pex, ExitStatusIsTheAnswer) {
    const auto none = blason({"pex", "evaluate", definition(kAskForBadge), other_});
    EXPECT_EQ(none.status, 1);
    EXPECT_EQ(parse(none.out).at("outcome"), "unsatisfied");
    EXPECT_FALSE(parse(none.out).as_object().contains("submission"));
    const std::string status = folder_.write(
        "status.json",
        R"({"type":["VerifiableCredential"],"credentialStatus":{"type":"UnheardOf","id":"https://x.example/1"}})");
    const auto unknown = blason(
        {"pex", "evaluate", "--offline",
         definition(
             R"({"id":"d","input_descriptors":[{"id":"a","constraints":{"statuses":{"revoked":{"directive":"disallowed"}}}}]})"),
         status});
    EXPECT_EQ(unknown.status, 3) << unknown.out << unknown.err;
    EXPECT_EQ(parse(unknown.out).at("outcome"), "unknown");
    EXPECT_EQ(blason({"pex", "evaluate"}).status, 2);
    EXPECT_EQ(blason({"pex"}).status, 2);
    EXPECT_EQ(blason({"pex", "evaluate", folder_.path("absent.json")}).status, 2);
}

TEST_F(Pex, RefusalsNameThePlace) {
    const auto outcome =
        blason({"pex", "evaluate", "--json", definition(R"({"id":"d","input_descriptors":[{"id":"a"}]})")});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("pointer"), "/input_descriptors/0/constraints");
    const auto broken = blason({"pex", "evaluate", "--json", definition(kAskForBadge), folder_.write("x.json", "{")});
    EXPECT_EQ(broken.status, 1);
    EXPECT_EQ(error_of(broken.err).at("code"), "json-syntax");
}

TEST_F(Pex, HoldersAndTime) {
    const std::string asked = definition(
        R"({"id":"d","input_descriptors":[{"id":"a","constraints":{"is_holder":[{"field_id":["f"],"directive":"required"}],
            "statuses":{"active":{"directive":"required"}},"fields":[{"id":"f","path":["$.credentialSubject"]}]}}]})");
    const std::string held = folder_.write(
        "held.json",
        R"({"type":["VerifiableCredential"],"validUntil":"2025-01-01T00:00:00Z","credentialSubject":{"id":"did:example:me"}})");
    const std::vector<std::string> base{"pex", "evaluate", asked, held, "--now"};
    const auto with = [&](std::vector<std::string> more) {
        std::vector<std::string> all = base;
        all.insert(all.end(), more.begin(), more.end());
        return blason(all).status;
    };
    EXPECT_EQ(with({"2024-01-01T00:00:00Z", "--holder", "did:example:me"}), 0);
    EXPECT_EQ(with({"2024-01-01T00:00:00Z", "--holder", "did:example:you"}), 1);
    EXPECT_EQ(with({"2024-01-01T00:00:00Z"}), 1);
    EXPECT_EQ(with({"2026-01-01T00:00:00Z", "--holder", "did:example:me"}), 1);
    EXPECT_EQ(with({"soon"}), 2);
}

}  // namespace
}  // namespace blason::cli_test
