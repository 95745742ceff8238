// blason status: lists in files, and what they do to `blason verify`.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/file_server.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr const char* kUrl = "https://issuer.example/status/1";

class StatusFiles : public testing::Test {
  protected:
    [[nodiscard]] std::string badge() const {
        auto credential = sample_badge();
        credential.as_object()["credentialStatus"] = parse(
            R"({"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "94567",
                "statusListCredential": "https://issuer.example/status/1"})");
        const auto outcome = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(credential));
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return outcome.out;
    }
    [[nodiscard]] Outcome verify(const std::string& credential) const {
        return blason({"verify", "--json", "--documents", folder_.path("."), "--offline"}, credential);
    }

    Folder folder_;
    std::string key_ = folder_.write("key.json", kTestKey);
    std::string index_ = folder_.write(
        "index.json", R"({"https://issuer.example/status/1": {"file": "list.json", "contentType": "application/vc"}})");
    std::string list_ = folder_.path("list.json");
};

TEST_F(StatusFiles, CreatedSetAndShown) {
    const auto created = blason({"status", "create", "--id", kUrl, "--key", key_, "-o", list_});
    ASSERT_EQ(created.status, 0) << created.err;
    const auto credential = badge();
    EXPECT_EQ(verify(credential).status, 0) << verify(credential).out;
    EXPECT_EQ(blason({"status", "show", list_}).out, "revocation list of 131072 entries, 0 set\n");

    const auto set = blason({"status", "set", list_, "--index", "94567", "--index", "3", "--key", key_, "-o", list_});
    ASSERT_EQ(set.status, 0) << set.err;
    EXPECT_EQ(blason({"status", "show", list_}).out, "revocation list of 131072 entries, 2 set\n3 1\n94567 1\n");
    const auto revoked = verify(credential);
    EXPECT_EQ(revoked.status, 1);
    EXPECT_EQ(check_of(revoked.out, "status").at("code"), "revoked");

    const auto shown = parse(blason({"status", "show", list_, "--index", "3", "--json"}).out);
    EXPECT_EQ(shown.at("values").at("3"), 1);
    ASSERT_EQ(blason({"status", "set", list_, "--index", "94567", "--value", "0", "--key", key_, "-o", list_}).status,
              0);
    EXPECT_EQ(verify(credential).status, 0);
}

TEST_F(StatusFiles, OfflineWithoutTheListIsUnknown) {
    const auto outcome = blason({"verify", "--json", "--offline"}, badge());
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(check_of(outcome.out, "status").at("code"), "status-retrieval-error");
}

TEST_F(StatusFiles, WrongUseIsRefused) {
    EXPECT_EQ(blason({"status", "create", "--id", "status/1", "--key", key_}).status, 2);
    EXPECT_EQ(blason({"status", "create", "--id", kUrl, "--key", key_, "--entries", "1000"}).status, 2);
    EXPECT_EQ(blason({"status", "revoke", "urn:x:y"}).status, 2) << "without a server";
    EXPECT_EQ(blason({"status", "revoke", "urn:x:y", "--server", "somewhere"}).status, 2);
    ASSERT_EQ(blason({"status", "create", "--id", kUrl, "--key", key_, "-o", list_}).status, 0);
    const auto outside = blason({"status", "set", list_, "--index", "131072", "--key", key_});
    EXPECT_EQ(outside.status, 1);
    EXPECT_NE(outside.err.find("RANGE_ERROR"), std::string::npos);
    EXPECT_EQ(blason({"status", "show", "-"}, badge()).status, 1);
}

TEST_F(StatusFiles, AListOnThisMachineOnlyWhenTheCommandSaysSo) {
    FileServer server;
    const auto url = server.address("/status/1");
    ASSERT_EQ(blason({"status", "create", "--id", url, "--key", key_, "-o", list_}).status, 0);
    server.publish(read_file(list_), "application/vc");
    auto badge = sample_badge();
    auto entry =
        parse(R"({"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5"})");
    entry.as_object()["statusListCredential"] = json::key(url);
    badge.as_object()["credentialStatus"] = std::move(entry);
    const auto issued = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(badge));
    ASSERT_EQ(issued.status, 0) << issued.err;

    const auto refused = blason({"verify", "--json"}, issued.out);
    EXPECT_EQ(refused.status, 3) << refused.out;
    EXPECT_EQ(server.requests(), 0) << "whoever makes a badge does not choose what is asked of this machine";
    const auto fetched = blason({"verify", "--json", "--loopback"}, issued.out);
    EXPECT_EQ(fetched.status, 0) << fetched.out;
    EXPECT_GE(server.requests(), 1);

    server.publish(issued.out, "application/vc");
    EXPECT_EQ(blason({"verify", "--json", server.address("/badge")}).status, 1);
    EXPECT_NE(blason({"verify", "--json", "--loopback", server.address("/badge")}).out, "") << "the badge is read";
}

TEST_F(StatusFiles, CloseListsNeedsTheDatabaseOfAServer) {
    const auto absent = blason({"status", "close-lists", "--data", folder_.path("nosuch"), "--json"});
    EXPECT_EQ(absent.status, 2);
    EXPECT_EQ(error_of(absent.err).at("code"), "data-folder-empty");
    EXPECT_FALSE(std::filesystem::exists(folder_.path("nosuch")));
    EXPECT_EQ(blason({"status", "close-lists", "--data", folder_.path(".")}).status, 2);

    std::filesystem::create_directory(folder_.path("data"));
    std::filesystem::permissions(folder_.path("data"), std::filesystem::perms::owner_all);
    (void)folder_.write("data/blason.db", "");  // a database before its first table
    EXPECT_EQ(blason({"status", "close-lists", "--data", folder_.path("data")}).out, "0 lists closed.\n");
}

}  // namespace
}  // namespace blason::cli_test
