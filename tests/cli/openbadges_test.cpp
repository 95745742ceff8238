// blason openbadges and blason conformance, as far as they need no server; with one they are tested in
// tests/wallet-server/app.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

TEST(Rehearsal, TheDisplayersBadgesAreToldApart) {
    const Folder folder;
    const auto text = blason({"conformance", "open-badges", "--displayer", "--badges", folder.path("badges")});
    EXPECT_EQ(text.status, 0) << text.err;
    EXPECT_NE(text.out.find("Passed: 6 pass, 0 fail"), std::string::npos) << text.out;
    // The badges are what they are called, for any verifier that finds their status list.
    const auto verify = [&](const std::string& name) {
        return blason({"verify", folder.path("badges/" + name), "--documents", folder.path("badges"), "--offline"})
            .status;
    };
    EXPECT_EQ(verify("d1-valid.json"), 0);
    EXPECT_EQ(verify("d1-expired.json"), 1);
    EXPECT_EQ(verify("d1-revoked.json"), 1);
    EXPECT_EQ(verify("d3-valid.json"), 0);
}

TEST(Rehearsal, ABadgeForSomebodyElseIsNoSubmission) {
    const Folder folder;
    const auto key = folder.write("key.json", kTestKey);
    const auto badge = folder.write("badge.json", json::serialize(sample_badge()));
    const auto issued = blason({"issue", badge, "--key", key, "--set-issuer"});
    ASSERT_EQ(issued.status, 0) << issued.err;
    const auto signed_badge = folder.write("signed.json", issued.out);
    const auto judged = blason({"conformance", "open-badges", "--issuer", signed_badge, "--offline", "--json"});
    EXPECT_EQ(judged.status, 1) << judged.err;
    const auto report = parse(judged.out);
    EXPECT_EQ(*json::find(report, "passed"), json::Value(false));
    for (const auto& row : json::find(report, "rows")->get_array()) {
        const bool fails = *json::find(row, "outcome") == "fail";
        EXPECT_EQ(fails, *json::find(row, "id") == "I1.recipient") << json::view(*json::find(row, "id"));
    }
}

TEST(Rehearsal, WhatIsRehearsedHasToBeSaid) {
    EXPECT_EQ(blason({"conformance", "open-badges"}).status, 2);
    EXPECT_EQ(blason({"conformance"}).status, 2);
    // A target that is not there passes nothing.
    const auto away = blason({"conformance", "open-badges", "--target", "https://host.example", "--offline"});
    EXPECT_EQ(away.status, 1);
    EXPECT_NE(away.out.find("Not passed"), std::string::npos) << away.out;
}

TEST(OpenBadgesClient, NeedsAHostAndAConnection) {
    const Folder folder;
    const auto bad = folder.write("bad.json", "{}");
    const auto pull = blason({"openbadges", "pull", bad, "-o", folder.path("out"), "--json"});
    EXPECT_EQ(pull.status, 1);
    EXPECT_EQ(error_of(pull.err)["code"], "connection-unreadable");
    const auto connect =
        blason({"openbadges", "connect", "host.example", "-o", folder.path("c"), "--offline", "--json"});
    EXPECT_EQ(connect.status, 3);
    EXPECT_EQ(error_of(connect.err)["code"], "fetch-offline");
    EXPECT_EQ(blason({"openbadges", "connect", "ftp://x", "-o", folder.path("c")}).status, 1);
    EXPECT_EQ(blason({"openbadges", "push"}).status, 2);
}

}  // namespace
}  // namespace blason::cli_test
