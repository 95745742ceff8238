// blason did create | rotate | deactivate | resolve
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

/// An issuer with a did:webvh whose log is a file, found through --documents.
class Log : public testing::Test {
  protected:
    void SetUp() override {
        static_cast<void>(folder_.write("index.json", R"({"https://fablab.example/.well-known/did.jsonl":
            {"file": "did.jsonl", "contentType": "text/jsonl"}})"));
        const auto created = blason({"did", "create", "--method", "webvh", "--domain", "fablab.example", "--key",
                                     old_key_, "--update-key", update_, "--now", "2026-01-01T00:00:00Z", "--json"});
        ASSERT_EQ(created.status, 0) << created.err;
        const json::Value said = parse(created.out);
        did_ = json::text_of(said, "did");
        static_cast<void>(folder_.write("did.jsonl", json::text_view(said, "log")));
    }
    std::string new_key(const std::string& name) const {
        const auto file = folder_.path(name);
        EXPECT_EQ(blason({"key", "generate", "-o", file}).status, 0);
        return file;
    }
    /// The fragment of a key's method: the key itself.
    static std::string method(const std::string& key) {
        const auto did = blason({"key", "did", key}).out;
        return did.substr(8, did.find('\n') - 8);
    }
    std::string badge(const std::string& key, const std::string& created) const {
        json::Value credential = sample_badge();
        credential.at("issuer").as_object()["id"] = did_;
        const auto issued =
            blason({"issue", "--key", key, "--verification-method", did_ + "#" + method(key), "--created", created},
                   json::serialize(credential));
        EXPECT_EQ(issued.status, 0) << issued.err;
        return issued.out;
    }
    Outcome verify(const std::string& badge) const {
        return blason({"verify", "--json", "--documents", folder_.path(""), "--offline"}, badge);
    }
    /// Changes the log in place.
    Outcome change(std::vector<std::string> arguments) const {
        const auto log = folder_.path("did.jsonl");
        arguments.insert(arguments.begin(), "did");
        arguments.insert(arguments.begin() + 2, log);
        arguments.insert(arguments.end(), {"-o", log});
        return blason(arguments);
    }
    Outcome resolve(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"did",       "resolve", did_, "--documents", folder_.path(""),
                                           "--offline", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return blason(arguments);
    }

    Folder folder_;
    std::string old_key_ = folder_.write("old.json", kTestKey);
    std::string update_ = folder_.write("update.json", kOtherTestKey);
    std::string did_;
};

TEST_F(Log, BadgesOutliveTheKeyThatSignedThem) {
    const auto before = badge(old_key_, "2026-02-01T00:00:00Z");
    ASSERT_EQ(verify(before).status, 0) << verify(before).out;

    const auto key = new_key("new.jwk");
    const auto rotated = change({"rotate", "--update-key", update_, "--key", key, "--now", "2026-03-01T00:00:00Z"});
    ASSERT_EQ(rotated.status, 0) << rotated.err;
    EXPECT_EQ(verify(badge(key, "2026-03-02T00:00:00Z")).status, 0);
    EXPECT_EQ(verify(before).status, 0) << verify(before).out;
}

TEST_F(Log, AStolenKeyIsWorthNothingFromItsCutOffOn) {
    const auto before = badge(old_key_, "2026-02-01T00:00:00Z");
    const auto forged = badge(old_key_, "2026-03-01T00:00:00Z");
    ASSERT_EQ(verify(forged).status, 0) << "nobody knows yet";
    const auto key = new_key("new.jwk");
    const auto rotated = change({"rotate", "--update-key", update_, "--key", key, "--revoke", method(old_key_),
                                 "--since", "2026-02-15T00:00:00Z", "--now", "2026-04-01T00:00:00Z"});
    ASSERT_EQ(rotated.status, 0) << rotated.err;

    EXPECT_EQ(verify(before).status, 0) << verify(before).out;
    EXPECT_EQ(verify(badge(key, "2026-04-02T00:00:00Z")).status, 0);
    const auto refused = verify(forged);
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(check_of(refused.out, "proof").at("code"), "key-revoked");

    const auto later =
        change({"rotate", "--update-key", update_, "--revoke", method(old_key_), "--since", "2026-03-15T00:00:00Z"});
    EXPECT_EQ(later.status, 1) << "a cut-off is only moved back";
}

TEST_F(Log, OnlyTheUpdateKeyChangesIt) {
    EXPECT_EQ(change({"rotate", "--update-key", old_key_, "--key", old_key_}).status, 1);
    EXPECT_EQ(change({"rotate", "--update-key", update_, "--revoke", "nothing"}).status, 1);
    const auto update = new_key("update2.jwk");
    ASSERT_EQ(change({"rotate", "--update-key", update_, "--new-update-key", update}).status, 0);
    EXPECT_EQ(change({"rotate", "--update-key", update_}).status, 1);
    EXPECT_EQ(change({"rotate", "--update-key", update}).status, 0);
}

TEST_F(Log, KeysCanBePromisedAhead) {
    const auto next = new_key("next.jwk");
    const auto after = new_key("after.jwk");
    ASSERT_EQ(change({"rotate", "--update-key", update_, "--next-key", next}).status, 0);
    EXPECT_EQ(change({"rotate", "--update-key", update_, "--next-key", after}).status, 1) << "not the promised one";
    EXPECT_EQ(change({"rotate", "--update-key", next}).status, 1) << "and which one comes next?";
    EXPECT_EQ(change({"rotate", "--update-key", next, "--next-key", after}).status, 0);
    const auto ended = change({"deactivate", "--update-key", after});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_NE(resolve().out.find("\"deactivated\": true"), std::string::npos);
}

TEST_F(Log, ADeactivatedOneSignsNothingMore) {
    const auto before = badge(old_key_, "2026-02-01T00:00:00Z");
    ASSERT_EQ(change({"deactivate", "--update-key", update_}).status, 0);
    EXPECT_EQ(verify(before).status, 1);
    EXPECT_EQ(change({"rotate", "--update-key", update_}).status, 1);
}

TEST(DidCreate, PeerIdentifiers) {
    const Folder folder;
    const auto key = folder.write("key.json", kTestKey);
    const auto services =
        folder.write("services.json", R"([{"type":"LinkedDomains","serviceEndpoint":"https://a.example"}])");
    for (const auto* numalgo : {"0", "2", "4"}) {
        const auto created =
            blason({"did", "create", "--method", "peer", "--numalgo", numalgo, "--key", key, "--json"});
        ASSERT_EQ(created.status, 0) << created.err;
        const std::string did = json::text_of(parse(created.out), "did");
        EXPECT_TRUE(did.starts_with(std::string("did:peer:") + numalgo)) << did;
        EXPECT_EQ(blason({"did", "resolve", did, "--offline"}).status, 0);
    }
    EXPECT_EQ(blason({"did", "create", "--method", "peer", "--key", key, "--services", services}).status, 0);
    EXPECT_EQ(
        blason({"did", "create", "--method", "peer", "--numalgo", "0", "--key", key, "--services", services}).status,
        2);
    EXPECT_EQ(blason({"did", "create", "--method", "webvh", "--key", key}).status, 2) << "which host?";
}

}  // namespace
}  // namespace blason::cli_test
