// Entries of status lists: once ever, across threads, restarts and restored backups.
#include "wallet-server/service/status_allocator.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::service {
namespace {

class Allocation : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = storage::SqliteStore::open(folder_.file("blason.db"), 1000);
        ASSERT_TRUE(opened);
        store = std::move(*opened);
        const storage::KeyRow row{"alpha", "key-1", "Ed25519", 1, Bytes{1}, "not a real key", 1};
        ASSERT_TRUE(
            store->create_organisation({"alpha", "{}", 1}, row, {"alpha", "issuer.create", "alpha", "test", "", 1}));
        start();
    }
    /// As after a restart of the program.
    void start() { allocator.emplace(*store, master, crypto::system_random(), rules); }
    StatusAllocator::Place take(const std::string& purpose = "revocation") {
        auto place = allocator->take("alpha", purpose, 1, now, {});
        EXPECT_TRUE(place) << place.error().detail;
        return place ? *place : StatusAllocator::Place{};
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<storage::SqliteStore> store;
    crypto::SecretBytes master{Bytes(32, 7)};  // a test key
    AllocationRules rules{200, 150, 16};
    Instant now{1'800'000'000, 0};
    std::optional<StatusAllocator> allocator;
};

TEST_F(Allocation, ST12_ANewListIsOpenedBeforeOneIsFull) {
    std::map<std::string, std::set<std::int64_t>> lists;
    for (int i = 0; i < 400; ++i) {
        const auto place = take();
        EXPECT_TRUE(lists[place.list].insert(place.index).second) << "an index came twice";
        EXPECT_LT(place.index, 200);
    }
    EXPECT_EQ(lists.size(), 3U);
    for (const auto& [list, indexes] : lists) EXPECT_LE(indexes.size(), 150U);
}

TEST_F(Allocation, EachPurposeAndWidthHasItsOwnList) {
    const auto revocation = take();
    EXPECT_EQ(take().list, revocation.list);
    EXPECT_NE(take("suspension").list, revocation.list);
    const auto wide = allocator->take("alpha", "revocation", 2, now, {});
    ASSERT_TRUE(wide);
    EXPECT_NE(wide->list, revocation.list);
}

TEST_F(Allocation, ARestartGivesNothingTwice) {
    std::set<std::int64_t> seen;
    std::string list;
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < 3; ++i) {
            const auto place = take();
            if (list.empty()) list = place.list;
            EXPECT_EQ(place.list, list);
            EXPECT_TRUE(seen.insert(place.index).second);
        }
        start();
    }
}

TEST_F(Allocation, ST11_ManyThreadsAndTwoAllocatorsMeetNowhere) {
    StatusAllocator other(*store, master, crypto::system_random(), rules);
    std::mutex mutex;
    std::set<std::pair<std::string, std::int64_t>> seen;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            auto& mine = t % 2 == 0 ? *allocator : other;
            for (int i = 0; i < 50; ++i) {
                const auto place = mine.take("alpha", "revocation", 1, now, {});
                ASSERT_TRUE(place) << place.error().detail;
                const std::lock_guard lock(mutex);
                EXPECT_TRUE(seen.emplace(place->list, place->index).second);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(seen.size(), 200U);
}

TEST_F(Allocation, WhatIsGivenBackIsUsedBeforeAnythingElse) {
    const auto place = take();
    allocator->give_back("alpha", "revocation", 1, place);
    const auto again = take();
    EXPECT_EQ(again.list, place.list);
    EXPECT_EQ(again.index, place.index);
    EXPECT_NE(take().index, place.index);
}

TEST_F(Allocation, ClosedListsGiveOutNothingMore) {
    const auto before = take().list;
    const auto closed = store->close_status_lists({"", "status-list.close-all", "status-lists", "test", "", 1});
    ASSERT_TRUE(closed);
    EXPECT_EQ(*closed, 1U);
    allocator->forget();
    EXPECT_NE(take().list, before);
}

TEST_F(Allocation, AnotherMasterKeyOpensNothing) {
    take();
    const crypto::SecretBytes wrong{Bytes(32, 8)};
    StatusAllocator other(*store, wrong, crypto::system_random(), rules);
    const auto place = other.take("alpha", "revocation", 1, now, {});
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().code, "key-sealed");
}

TEST_F(Allocation, AnIndexBelongsToOneCredential) {
    const auto place = take();
    const auto add = [&](const std::string& id) {
        storage::CredentialRow row{"alpha", id, "", "application/vc", "{}", 1};
        row.statuses.push_back({place.list, place.index, id, 0, "", 1});
        return store->add_credential(row, {"alpha", "credential.issue", id, "test", "", 1});
    };
    ASSERT_TRUE(add("c1"));
    const auto twice = add("c2");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, "exists");
    EXPECT_FALSE(store->credential("alpha", "c2")) << "the credential is not there without its place";
}

}  // namespace
}  // namespace blason::service
