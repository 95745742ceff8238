// Organisations and their keys, facts, one-time values and the audit chain in a Store; and the implementations.
#include "tests/wallet-server/storage/store_contract.hpp"

#include <atomic>
#include <thread>

#include "engine/crypto/hash.hpp"
#include "wallet-server/storage/audit_chain.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

Result<std::unique_ptr<Store>> open_sqlite(const std::string& folder) {
    auto store = SqliteStore::open(folder + "/blason.db", 1000);
    if (!store) return std::move(store).error();
    return std::unique_ptr<Store>(std::move(*store));
}

TEST_P(StoreContract, AnOrganisationIsThereWithItsKeyAndItsAuditRow) {
    make_organisation("alpha");
    const auto row = store_->organisation("alpha");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->doc, "{\"name\":\"alpha\"}");
    EXPECT_EQ(row->created_ms, 5000);
    const auto key = store_->key("alpha", "key-1");
    ASSERT_TRUE(key);
    EXPECT_EQ(key->sealed, (Bytes{0, 1, 2, 0, 255}));
    EXPECT_EQ(key->algorithm, "Ed25519");
    EXPECT_EQ(audit_rows("alpha"), 1U);
}

TEST_P(StoreContract, ASecondOrganisationOfTheSameNameChangesNothing) {
    make_organisation("alpha");
    const auto again = store_->create_organisation({"alpha", "other", 1}, key_of("alpha", "key-2"),
                                                   audit_of("alpha", "issuer.create", "alpha"));
    EXPECT_EQ(code(again), "exists");
    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(code(store_->key("alpha", "key-2")), "not-found");
    EXPECT_EQ(audit_rows("alpha"), 1U);
}

TEST_P(StoreContract, ALogBeginsWithItsOrganisationAndGrowsWithItsKeys) {
    make_organisation("beta");
    EXPECT_EQ(*store_->did_log("beta"), "") << "no log";
    const OrganisationRow row{"alpha", "{}", 1};
    const DidLogStart log{key_of("alpha", "update-1"), "one\n"};
    ASSERT_TRUE(
        store_->create_organisation(row, key_of("alpha", "key-1"), audit_of("alpha", "issuer.create", "alpha"), &log));
    EXPECT_EQ(store_->issuer_keys("alpha")->size(), 1U) << "the log's key is none of the issuer's";
    EXPECT_TRUE(store_->key("alpha", "update-1"));
    const auto keys = *store_->issuer_keys("alpha");
    const auto audit = audit_of("alpha", "key.retire", "alpha#key-1");
    ASSERT_TRUE(store_->change_issuer_keys(row, nullptr, keys, audit, "two\n"));
    ASSERT_TRUE(store_->change_issuer_keys(row, nullptr, keys, audit));
    auto unknown = keys;
    unknown.front().key_id = "key-9";
    EXPECT_EQ(code(store_->change_issuer_keys(row, nullptr, unknown, audit, "three\n")), "not-found");
    reopen();
    EXPECT_EQ(*store_->did_log("alpha"), "one\ntwo\n");
    EXPECT_EQ(*store_->did_log("beta"), "");
}

TEST_P(StoreContract, WhatFailsHalfwayLeavesNothing) {
    make_organisation("alpha");
    make_organisation("beta");
    // The key exists already, so the holder that would own it must not appear, nor its audit row.
    const HolderRow row{"alpha", "h1", "name", "did:example:1", "key-1", 1};
    EXPECT_EQ(code(store_->create_holder(row, key_of("alpha", "key-1"), audit_of("alpha", "holder.create", "h1"))),
              "exists");
    EXPECT_EQ(code(store_->holder("alpha", "h1")), "not-found");
    EXPECT_EQ(audit_rows("alpha"), 1U);
}

TEST_P(StoreContract, OrganisationsComeOldestFirst) {
    make_organisation("younger", 9000);
    make_organisation("older", 100);
    const auto rows = store_->organisations();
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ(rows->at(0).org, "older");
}

TEST_P(StoreContract, NothingIsFoundUnderAnotherOrganisation) {
    make_organisation("alpha");
    make_organisation("beta");
    const CredentialRow row{"alpha", "c1", "", "application/vc", "{}", 1};
    ASSERT_TRUE(store_->add_credential(row, audit_of("alpha", "credential.issue", "c1")));
    EXPECT_TRUE(store_->credential("alpha", "c1"));
    EXPECT_EQ(code(store_->credential("beta", "c1")), "not-found");
}

TEST_P(StoreContract, AOneTimeValueIsUsedOnceByManyThreads) {
    const auto hash = crypto::sha256("a challenge");
    std::atomic<int> succeeded{0};
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            const auto done = store_->consume("alpha", "challenge", hash.bytes(), 100, 50,
                                              audit_of("alpha", "challenge.consume", "x"));
            if (done) ++succeeded;
            if (code(done) == "used") ++used;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(succeeded, 1);
    EXPECT_EQ(used, 15);
    EXPECT_EQ(audit_rows("alpha"), 1U);
    reopen();
    EXPECT_EQ(code(store_->consume("alpha", "challenge", hash.bytes(), 100, 50, audit_of("alpha", "a", "x"))), "used");
    // Another organisation and another kind are other values.
    EXPECT_TRUE(store_->consume("beta", "challenge", hash.bytes(), 100, 50, audit_of("beta", "a", "x")));
    EXPECT_TRUE(store_->consume("alpha", "nonce", hash.bytes(), 100, 50, audit_of("alpha", "a", "x")));
}

TEST_P(StoreContract, ApiKeysAreFoundByTheirHash) {
    const auto hash = crypto::sha256("a key");
    const Bytes bytes(hash.bytes().begin(), hash.bytes().end());
    EXPECT_EQ(*store_->count_api_keys(), 0U);
    ASSERT_TRUE(store_->add_api_key({"", bytes, "admin", "first", 1}, audit_of("", "api-key.create", "first")));
    EXPECT_EQ(*store_->count_api_keys(), 1U);
    EXPECT_EQ(store_->api_key("", bytes)->role, "admin");
    EXPECT_EQ(code(store_->api_key("alpha", bytes)), "not-found");
}

TEST_P(StoreContract, FactsAreWrittenOnce) {
    EXPECT_FALSE(store_->fact("mode")->has_value());
    ASSERT_TRUE(store_->set_once("mode", "demo"));
    EXPECT_EQ(code(store_->set_once("mode", "production")), "exists");
    reopen();
    EXPECT_EQ(**store_->fact("mode"), "demo");
}

TEST_P(StoreContract, TheAuditChainShowsWhatWasTouched) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    make_holder("alpha", "h2");
    auto rows = *store_->audit("alpha", 0, 100);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(first_break(rows), std::nullopt);
    EXPECT_EQ(store_->audit("alpha", 2, 100)->size(), 1U);

    auto edited = rows;
    edited[1].entry[5] ^= 1;
    EXPECT_EQ(first_break(edited), 2);
    auto removed = rows;
    removed.erase(removed.begin() + 1);
    EXPECT_EQ(first_break(removed), 2);
    auto swapped = rows;
    std::swap(swapped[0], swapped[1]);
    EXPECT_EQ(first_break(swapped), 1);
}

TEST_P(StoreContract, ManyWritersLoseNothingAndTheChainStaysWhole) {
    make_organisation("alpha");
    constexpr int kThreads = 8;
    constexpr int kEach = 40;
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kEach; ++i) {
                const auto id = std::to_string(t) + "-" + std::to_string(i);
                if (!store_->add_credential({"alpha", id, "", "application/vc", id, i},
                                            audit_of("alpha", "credential.issue", id)))
                    ++failed;
                if (store_->credential("alpha", id)->body != id) ++failed;  // a reader sees what was acknowledged
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(store_->credentials("alpha", 1000)->size(), static_cast<std::size_t>(kThreads * kEach));
    const auto rows = store_->audit("alpha", 0, 1000);
    EXPECT_EQ(rows->size(), static_cast<std::size_t>(kThreads * kEach + 1));
    EXPECT_EQ(first_break(*rows), std::nullopt);
}

TEST_P(StoreContract, QuotesAndStatementsInValuesAreOnlyText) {
    const std::string nasty = "x'); DROP TABLE org; --";
    make_organisation(nasty);
    EXPECT_EQ(store_->organisation(nasty)->org, nasty);
    EXPECT_EQ(store_->organisations()->size(), 1U);
}

TEST_P(StoreContract, IsHealthy) {
    EXPECT_TRUE(store_->health());
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, testing::Values(Implementation{"Sqlite", open_sqlite}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace blason::storage
