#include "did/webvh/log.hpp"

#include <gtest/gtest.h>

#include "did/did_key.hpp"
#include "did/make_document.hpp"
#include "did/webvh/author.hpp"
#include "did/webvh/proof.hpp"
#include "did/webvh/resolve.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/did/scripted_client.hpp"

namespace blason::did::webvh {
namespace {

const Instant kStart = *parse_instant("2026-01-01T00:00:00Z");
constexpr std::int64_t kDay = 24 * 60 * 60;

Instant day(std::int64_t days) {
    return {kStart.seconds + days * kDay, 0};
}

/// A test key: 32 times the same byte.
std::unique_ptr<crypto::Signer> test_key(std::uint8_t byte) {
    const Bytes secret(32, byte);
    return *crypto::make_signer(*crypto::private_key_from_bytes(crypto::KeyType::Ed25519, secret));
}

json::Array keys(std::initializer_list<const crypto::Signer*> signers) {
    json::Array list;
    for (const auto* signer : signers) list.emplace_back(signer->public_key().multikey());
    return list;
}

json::Array promises(std::initializer_list<const crypto::Signer*> signers) {
    json::Array list;
    for (const auto* signer : signers) list.emplace_back(promise_of(signer->public_key()));
    return list;
}

json::Object witnesses(std::size_t threshold, std::initializer_list<const crypto::Signer*> signers) {
    json::Array list;
    for (const auto* signer : signers) list.push_back(json::Object{{"id", did_key(signer->public_key())}});
    return {{"threshold", threshold}, {"witnesses", std::move(list)}};
}

class WebvhLog : public testing::Test {
  protected:
    json::Value document(std::string_view did) const {
        const DocumentKey key{key_->public_key(), "key-1"};
        return make_document(did, {&key, 1}).json;
    }
    StartedLog start(json::Object more = {}, std::string_view place = "example.org") const {
        if (json::find(more, "updateKeys") == nullptr) more["updateKeys"] = keys({update_.get()});
        auto log = start_log(std::move(more), document(unfinished_did(place)), *update_, kStart);
        EXPECT_TRUE(log) << log.error().detail << " " << log.error().pointer;
        return log ? *std::move(log) : StartedLog{};
    }
    static Result<Resolution> resolve(const std::string& did, std::string_view log, ResolveOptions options = {},
                                      std::optional<std::string_view> witnesses_file = std::nullopt) {
        if (options.now == Instant{}) options.now = day(100);
        return resolve_from(*Did::parse(did), log, witnesses_file, options);
    }
    /// One line of a witnesses' file for the last version of a log.
    static json::Object approval(std::string_view log, std::initializer_list<const crypto::Signer*> signers) {
        const auto last = log.substr(log.substr(0, log.size() - 1).rfind('\n') + 1);
        const auto entry = json::parse(last);
        const json::Value id = json::Object{{"versionId", *json::find(*entry, "versionId")}};
        json::Array proofs;
        for (const auto* signer : signers) proofs.push_back(*sign(id, *signer, kStart));
        return {{"versionId", *json::find(*entry, "versionId")}, {"proof", std::move(proofs)}};
    }

    std::unique_ptr<crypto::Signer> key_ = test_key(1);
    std::unique_ptr<crypto::Signer> update_ = test_key(2);
    std::unique_ptr<crypto::Signer> next_ = test_key(3);
    std::unique_ptr<crypto::Signer> thief_ = test_key(4);
};

TEST_F(WebvhLog, WhatIsStartedResolves) {
    const auto log = start();
    const auto resolution = resolve(log.did, log.text);
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_TRUE(resolution->document.allows(Purpose::AssertionMethod, log.did + "#key-1"));
    EXPECT_EQ(resolution->metadata.created, "2026-01-01T00:00:00Z");
    EXPECT_EQ(resolution->metadata.ttl, std::chrono::seconds(3600));
    EXPECT_FALSE(resolution->metadata.deactivated);
    const auto& services = json::find(resolution->document.json, "service")->get_array();
    ASSERT_EQ(services.size(), 2U);
    EXPECT_EQ(*json::find(services[1], "serviceEndpoint"), "https://example.org/whois.vp");
}

TEST_F(WebvhLog, VersionsByIdTimeAndNumber) {
    const auto log = start();
    const auto other = json::parse(R"({"ttl":60})")->get_object();
    const auto longer = extend_log(log.text, other, nullptr, *update_, day(10));
    ASSERT_TRUE(longer) << longer.error().detail;
    const auto version = [&](VersionWanted wanted) {
        ResolveOptions options;
        options.version = std::move(wanted);
        return resolve(log.did, *longer, options);
    };
    const auto first = version({.id = {}, .time = {}, .number = 1});
    ASSERT_TRUE(first);
    EXPECT_EQ(first->metadata.more.at("versionNumber"), 1);
    EXPECT_EQ(first->metadata.more.at("nextUpdate"), "2026-01-11T00:00:00Z");
    const auto id = *first->metadata.version_id;
    EXPECT_EQ(*version({.id = id, .time = {}, .number = {}})->metadata.version_id, id);
    EXPECT_EQ(*version({.id = {}, .time = day(9), .number = {}})->metadata.version_id, id);
    EXPECT_EQ(version({.id = {}, .time = day(10), .number = {}})->metadata.more.at("versionNumber"), 2);
    EXPECT_EQ(version({.id = {}, .time = day(-1), .number = {}}).error().code, "NOT_FOUND");
    EXPECT_EQ(version({.id = "1-Qm", .time = {}, .number = {}}).error().code, "NOT_FOUND");
    EXPECT_EQ(version({.id = {}, .time = {}, .number = 3}).error().code, "NOT_FOUND");
    EXPECT_EQ(version({.id = id, .time = {}, .number = 1}).error().code, "INVALID_OPTIONS");
}

TEST_F(WebvhLog, OnlyAnUpdateKeyMayChangeIt) {
    const auto log = start();
    const auto stolen = extend_log(log.text, {}, nullptr, *thief_, day(1));
    ASSERT_FALSE(stolen);
    EXPECT_EQ(stolen.error().pointer, "/1/proof/0");
    // A key that is replaced may sign its replacement and nothing after it.
    const auto rotated = extend_log(log.text, {{"updateKeys", keys({next_.get()})}}, nullptr, *update_, day(1));
    ASSERT_TRUE(rotated);
    EXPECT_FALSE(extend_log(*rotated, {}, nullptr, *update_, day(2)));
    EXPECT_TRUE(extend_log(*rotated, {}, nullptr, *next_, day(2)));
}

TEST_F(WebvhLog, WithPreRotationAStolenKeyIsNotEnough) {
    const auto log = start({{"nextKeyHashes", promises({next_.get()})}});
    const json::Array none;
    // The thief has the update key, but not the one that was promised.
    const auto stolen =
        extend_log(log.text, {{"updateKeys", keys({thief_.get()})}, {"nextKeyHashes", none}}, nullptr, *thief_, day(1));
    ASSERT_FALSE(stolen);
    EXPECT_EQ(stolen.error().pointer, "/1/parameters/updateKeys/0");
    EXPECT_EQ(extend_log(log.text, {}, nullptr, *update_, day(1)).error().pointer, "/1/parameters/updateKeys");
    EXPECT_EQ(extend_log(log.text, {{"updateKeys", keys({next_.get()})}}, nullptr, *next_, day(1)).error().pointer,
              "/1/parameters/nextKeyHashes");
    const auto rotated =
        extend_log(log.text, {{"updateKeys", keys({next_.get()})}, {"nextKeyHashes", none}}, nullptr, *next_, day(1));
    EXPECT_TRUE(rotated) << rotated.error().detail;
}

TEST_F(WebvhLog, ADeactivatedOneStays) {
    const auto log = start();
    const auto ended =
        extend_log(log.text, {{"deactivated", true}, {"updateKeys", json::Array()}}, nullptr, *update_, day(1));
    ASSERT_TRUE(ended) << ended.error().detail;
    EXPECT_TRUE(resolve(log.did, *ended)->metadata.deactivated);
    EXPECT_FALSE(extend_log(*ended, {}, nullptr, *update_, day(2)));
}

TEST_F(WebvhLog, WhatIsChangedIsNoticed) {
    const auto log = start();
    const auto longer = extend_log(log.text, {}, nullptr, *update_, day(1));
    ASSERT_TRUE(longer);
    for (const auto* part : {"\"ttl\":1,", "", "x"}) {
        auto changed = *longer;
        changed.insert(changed.rfind("\"parameters\":{") + 14, part);
        const bool same = std::string_view(part).empty();
        EXPECT_EQ(resolve(log.did, changed).has_value(), same) << part;
    }
    // The first version still stands, and can be asked for.
    auto broken = *longer;
    broken.replace(broken.rfind("key-1"), 5, "key-2");
    ResolveOptions first;
    first.version.number = 1;
    EXPECT_TRUE(resolve(log.did, broken, first));
    first.version.number = 2;
    EXPECT_EQ(resolve(log.did, broken, first).error().code, "INVALID_DID");
    ResolveOptions at;
    at.version.time = day(50);  // what was in force then is not known
    EXPECT_EQ(resolve(log.did, broken, at).error().code, "INVALID_DID");
    EXPECT_EQ(resolve(log.did, "").error().code, "INVALID_DID");
    EXPECT_EQ(resolve(log.did, "\n").error().pointer, "/0");
    EXPECT_EQ(resolve(log.did + ":other", log.text).error().code, "INVALID_DID");
}

TEST_F(WebvhLog, AnEntryFromTheFutureIsRefused) {
    const auto log = start();
    ResolveOptions early;
    early.now = day(-1);
    const auto resolution = resolve(log.did, log.text, early);
    ASSERT_FALSE(resolution);
    EXPECT_EQ(resolution.error().pointer, "/0/versionTime");
}

TEST_F(WebvhLog, APortableOneMovesWithItsHistory) {
    for (const bool portable : {true, false}) {
        const auto log = start({{"portable", portable}});
        auto text = json::serialize(document(log.did));
        const std::string moved = log.did.substr(0, log.did.rfind(':')) + ":example.com";
        for (auto at = text.find(log.did); at != std::string::npos; at = text.find(log.did, at + 1)) {
            text.replace(at, log.did.size(), moved);
        }
        auto state = *json::parse(text);
        EXPECT_FALSE(extend_log(log.text, {}, &state, *update_, day(1))) << "the old name is missing";
        state.get_object()["alsoKnownAs"] = json::Array{json::Value(log.did)};
        const auto longer = extend_log(log.text, {}, &state, *update_, day(1));
        ASSERT_EQ(longer.has_value(), portable);
        if (!portable) continue;
        EXPECT_EQ(resolve(moved, *longer)->document.id, moved);
        EXPECT_EQ(resolve(log.did, *longer)->document.id, moved) << "the old name leads to the new one";
    }
}

TEST_F(WebvhLog, WitnessesHaveToApprove) {
    const auto one = test_key(10);
    const auto two = test_key(11);
    const auto log = start({{"witness", witnesses(2, {one.get(), two.get()})}});
    const auto longer = extend_log(log.text, {}, nullptr, *update_, day(1));
    ASSERT_TRUE(longer);
    const auto outcome = [&](const std::string& text, json::Array file) {
        const auto json = json::serialize(file);
        const auto resolution = resolve(log.did, text, {}, json);
        return resolution ? "" : resolution.error().pointer;
    };
    EXPECT_EQ(outcome(log.text, {approval(log.text, {one.get(), two.get()})}), "");
    EXPECT_EQ(outcome(log.text, {approval(log.text, {one.get()})}), "/0");
    EXPECT_EQ(outcome(log.text, {approval(log.text, {one.get(), one.get()})}), "/0") << "one witness counts once";
    EXPECT_EQ(outcome(log.text, {approval(log.text, {one.get(), thief_.get()})}), "/0");
    EXPECT_FALSE(resolve(log.did, log.text)) << "no file at all";
    // An approval covers what came before, not what comes after; each witness may have stopped elsewhere.
    EXPECT_EQ(outcome(*longer, {approval(*longer, {one.get(), two.get()})}), "");
    EXPECT_EQ(outcome(*longer, {approval(log.text, {one.get(), two.get()})}), "/1");
    EXPECT_EQ(outcome(*longer, {approval(log.text, {one.get()}), approval(*longer, {two.get()})}), "/1");
    // One for an entry that is not published here counts for nothing.
    EXPECT_EQ(outcome(log.text, {approval(*longer, {one.get(), two.get()})}), "/0");
    // A signature that does not fit.
    auto forged = approval(log.text, {one.get(), two.get()});
    forged["proof"].get_array()[1].get_object()["created"] = "2026-01-02T00:00:00Z";
    EXPECT_EQ(outcome(log.text, {forged}), "/0");
}

TEST_F(WebvhLog, ParametersThatAreNone) {
    const auto refused_at = [&](json::Object more) {
        if (json::find(more, "updateKeys") == nullptr) more["updateKeys"] = keys({update_.get()});
        const auto log = start_log(std::move(more), document(unfinished_did("example.org")), *update_, kStart);
        return log ? "" : log.error().pointer;
    };
    const auto witness = test_key(10);
    auto none_of_two = witnesses(0, {witness.get()});
    EXPECT_EQ(refused_at({{"witness", none_of_two}}), "/0/parameters/witness/threshold");
    EXPECT_EQ(refused_at({{"witness", witnesses(2, {witness.get()})}}), "/0/parameters/witness/threshold");
    EXPECT_EQ(refused_at({{"witness", witnesses(2, {witness.get(), witness.get()})}}),
              "/0/parameters/witness/witnesses/1");
    EXPECT_EQ(refused_at({{"updateKeys", {"z6Mk"}}}), "/0/parameters/updateKeys/0");
    EXPECT_EQ(refused_at({{"updateKeys", keys({next_.get()})}}), "/0/proof/0");
    EXPECT_EQ(refused_at({{"ttl", -1}}), "/0/parameters/ttl");
    EXPECT_EQ(refused_at({{"portable", "yes"}}), "/0/parameters/portable");
    EXPECT_EQ(refused_at({{"unheard", 1}}), "/0/parameters/unheard");
    EXPECT_EQ(refused_at({{"watchers", {1}}}), "/0/parameters/watchers/0");
    EXPECT_EQ(refused_at({{"ttl", nullptr}, {"witness", nullptr}, {"watchers", nullptr}}), "") << "early logs had null";
}

TEST_F(WebvhLog, IsFetchedFromItsPlace) {
    test::ScriptedClient client;
    const auto log = start({}, "example.org%3A8443:a:b");
    MethodResolver resolver(client);
    EXPECT_EQ(resolver.resolve(log.did, {.now = day(1), .version = {}}).error().kind, ErrorKind::Unavailable);
    client.answer("https://example.org:8443/a/b/did.jsonl", log.text);
    const auto resolution = resolver.resolve(log.did, {.now = day(1), .version = {}});
    ASSERT_TRUE(resolution) << resolution.error().detail;
    client.answer("https://example.org:8443/a/b/did.jsonl", "", 404);
    EXPECT_EQ(resolver.resolve(log.did, {.now = day(1), .version = {}}).error().code, "NOT_FOUND");
    for (const auto* bad : {"did:webvh:example.org", "did:webvh:QmPFhMuZH9gjY2JZgyyrgRuFTywQ4mDhoKGVoGE8uy7hFD",
                            "did:webvh:QmPFhMuZH9gjY2JZgyyrgRuFTywQ4mDhoKGVoGE8uy7hFD:127.0.0.1",
                            "did:webvh:QmPFhMuZH9gjY2JZgyyrgRuFTywQ4mDhoKGVoGE8uy7hFD:localhost",
                            "did:webvh:QmPFhMuZH9gjY2JZgyyrgRuFTywQ4mDhoKGVoGE8uy7hFD:a.example:..:b"}) {
        EXPECT_EQ(resolver.resolve(bad, {.now = day(1), .version = {}}).error().code, "INVALID_DID") << bad;
    }
}

TEST_F(WebvhLog, AnUnreachableWitnessFileLeavesItUnknown) {
    test::ScriptedClient client;
    const auto one = test_key(10);
    const auto log = start({{"witness", witnesses(1, {one.get()})}});
    MethodResolver resolver(client);
    client.answer("https://example.org/.well-known/did.jsonl", log.text);
    EXPECT_EQ(resolver.resolve(log.did, {.now = day(1), .version = {}}).error().kind, ErrorKind::Unavailable);
    client.answer("https://example.org/.well-known/did-witness.json",
                  json::serialize(json::Array{approval(log.text, {one.get()})}));
    EXPECT_TRUE(resolver.resolve(log.did, {.now = day(1), .version = {}}));
    client.answer("https://example.org/.well-known/did-witness.json", "", 404);
    EXPECT_EQ(resolver.resolve(log.did, {.now = day(1), .version = {}}).error().code, "INVALID_DID");
}

}  // namespace
}  // namespace blason::did::webvh
