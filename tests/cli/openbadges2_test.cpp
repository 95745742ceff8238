// Open Badges 2.0 verified from a folder of documents and upgraded; records of several badges.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/ob2.hpp"

namespace blason::cli_test {
namespace {

class OpenBadges2 : public testing::Test {
  protected:
    OpenBadges2() {
        json::Object index;
        std::size_t number = 0;
        for (const json::Value* document :
             {&world.assertion, &world.badge_class, &world.issuer, &world.key, &world.revoked}) {
            const std::string file = std::to_string(number++) + ".json";
            static_cast<void>(folder_.write(file, json::serialize(*document)));
            index[document->at("id").get_string()] = json::Object{{"file", json::key(file)}};
        }
        static_cast<void>(folder_.write("index.json", json::serialize(index)));
    }
    [[nodiscard]] Outcome offline(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--offline", "--documents", folder_.path("")});
        return blason(arguments);
    }

    test::Ob2World world;
    Folder folder_;
    std::string key_ = folder_.write("key", kTestKey);
    std::string hosted_ = folder_.write("hosted", json::serialize(world.assertion));
    std::string signed_ = folder_.write("signed", test::ob2_jws(world.to_be_signed()));
};

TEST_F(OpenBadges2, HostedAndSignedVerifiedFromDocuments) {
    const auto hosted = offline({"verify", hosted_});
    EXPECT_EQ(hosted.status, 0) << hosted.out << hosted.err;
    EXPECT_TRUE(hosted.out.starts_with("valid: Assertion (hosted)\n")) << hosted.out;
    const auto by_signature = offline({"verify", signed_});
    EXPECT_EQ(by_signature.status, 0) << by_signature.out << by_signature.err;
    EXPECT_TRUE(by_signature.out.starts_with("valid: Assertion (jws)\n")) << by_signature.out;
    EXPECT_EQ(blason({"verify", hosted_, "--offline"}).status, 3) << "its host could not be asked";
    EXPECT_EQ(blason({"verify", signed_, "--offline"}).status, 3);
}

TEST_F(OpenBadges2, UpgradedWithLinksBothWays) {
    const auto upgraded = offline({"openbadges", "upgrade", hosted_, signed_, "--from",
                                   "https://issuer.example/profile", "--key", key_, "--links", folder_.path("links")});
    ASSERT_EQ(upgraded.status, 0) << upgraded.err;
    EXPECT_EQ(std::ranges::count(upgraded.out, '\n'), 2) << "one a line";
    const auto report = blason({"verify", "--ndjson", "-"}, upgraded.out);
    EXPECT_EQ(report.status, 0) << report.out << report.err;
    const auto first = parse(upgraded.out.substr(0, upgraded.out.find('\n')));
    const auto related = parse(read_file(folder_.path("links/badge-class-1.json"))).at("related").at(0);
    EXPECT_EQ(related.at("id"), first.at("credentialSubject").at("achievement").at("id"));
    EXPECT_EQ(parse(read_file(folder_.path("links/issuer.json"))).at("related").at(0).at("id"),
              first.at("issuer").at("id"));
}

TEST_F(OpenBadges2, OnlyOwnBadgesThatAreGoodAreUpgraded) {
    const auto code = [&](const std::string& file, const std::string& from, int status) {
        const auto outcome = offline({"openbadges", "upgrade", file, "--from", from, "--key", key_, "--json"});
        EXPECT_EQ(outcome.status, status) << outcome.err;
        EXPECT_EQ(outcome.out, "");
        return std::string(error_of(outcome.err).at("code").as_string());
    };
    EXPECT_EQ(code(hosted_, "https://other.example/profile", 1), "issuer-not-ours");
    EXPECT_EQ(code(key_, "https://issuer.example/profile", 1), "format-unknown");
    world.assertion.get_object()["id"] = "https://issuer.example/assertions/2";
    const auto absent = folder_.write("absent", json::serialize(world.assertion));
    EXPECT_EQ(code(absent, "https://issuer.example/profile", 3), "fetch-offline");
}

TEST_F(OpenBadges2, ARecordOfThreeBadges) {
    std::vector<std::string> arguments{"clr"};
    for (const char* number : {"1", "2", "3"}) {
        json::Value badge = sample_badge();
        badge.get_object()["id"] = json::key(std::string("urn:uuid:00000000-0000-4000-8000-00000000000") + number);
        badge.get_object()["credentialSubject"].get_object()["achievement"].get_object()["id"] =
            json::key(std::string("https://fablab.example/achievements/") + number);
        const auto issued = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(badge));
        ASSERT_EQ(issued.status, 0) << issued.err;
        arguments.push_back(folder_.write(std::string("badge-") + number, issued.out));
    }
    arguments.insert(arguments.end(), {"--key", key_, "--id", "urn:uuid:00000000-0000-4000-8000-0000000000ff", "--name",
                                       "Record", "--association", "isChildOf", "https://fablab.example/achievements/1",
                                       "https://fablab.example/achievements/3"});
    const auto record = blason(arguments);
    ASSERT_EQ(record.status, 0) << record.err;
    const auto verified = blason({"verify", "-", "--offline", "--json"}, record.out);
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_EQ(parse(verified.out).at("kind"), "ClrCredential");
    std::string broken = record.out;
    broken.replace(broken.rfind("Soldering"), 9, "Solderinq");
    EXPECT_EQ(blason({"verify", "-", "--offline"}, broken).status, 1);

    auto named = arguments;
    named.insert(named.end(), {"--issuer-name", "Fab Lab"});
    const auto with_name = blason(named);
    ASSERT_EQ(with_name.status, 0) << with_name.err;
    EXPECT_EQ(parse(with_name.out).at("issuer").at("name"), "Fab Lab");
    EXPECT_EQ(blason({"verify", "-", "--offline"}, with_name.out).status, 0);

    arguments.back() = "https://fablab.example/achievements/9";
    const auto refused = blason(arguments);
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("(unknown-association)"), std::string::npos) << refused.err;
}

}  // namespace
}  // namespace blason::cli_test
