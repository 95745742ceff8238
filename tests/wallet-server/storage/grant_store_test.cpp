// What every store must do about accounts, sessions and grants, whatever it is built on.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

using Maker = std::function<Result<std::unique_ptr<Store>>(const std::string& folder)>;
struct Implementation {
    const char* name;
    Maker open;
};
Result<std::unique_ptr<Store>> open_sqlite(const std::string& folder) {
    auto store = SqliteStore::open(folder + "/blason.db", 1000);
    if (!store) return std::move(store).error();
    return std::unique_ptr<Store>(std::move(*store));
}

constexpr std::int64_t kDay = 86'400'000;

class GrantStoreContract : public testing::TestWithParam<Implementation> {
  protected:
    void SetUp() override {
        auto opened = GetParam().open(folder_.path());
        ASSERT_TRUE(opened) << opened.error().detail;
        store_ = std::move(*opened);
        for (const auto* org : {"alpha", "beta"})
            ASSERT_TRUE(store_->create_organisation({org, "{}", 1}, key(org, "key-1"), audit(org, "issuer.create")));
        ASSERT_TRUE(make_account("alpha", "ada"));
        ASSERT_TRUE(store_->add_client({"alpha", "client", Bytes{1, 2}, "{\"a\":1}", 5}, 10, audit("alpha", "x")));
    }
    static Audit audit(std::string org, std::string act, std::int64_t at_ms = 5000) {
        return {std::move(org), std::move(act), "object", "test", "", at_ms};
    }
    static KeyRow key(const std::string& org, const std::string& id) {
        return {org, id, "Ed25519", 1, Bytes{1}, "not-a-key", 1};
    }
    Result<void> make_account(const std::string& org, const std::string& name) {
        const HolderRow holder{org, "wallet-" + name, name, "did:example:" + name, "key-" + name, 1};
        const AccountRow row{org, "id-" + name, name + "@example.org", "hash", holder.id, 7};
        return store_->create_account(row, holder, key(org, holder.key_id), audit(org, "account.create"));
    }
    static GrantRow grant_row(const std::string& id, std::int64_t created = 100, std::int64_t expires = 200) {
        return {"alpha", id, "id-ada", "client", "a b", "", created, expires, 0};
    }
    static CodeRow code_row(const std::string& grant, std::uint8_t hash = 1) {
        return {"alpha", Bytes{hash}, grant, "https://client.example/cb", "challenge", 200, 0};
    }
    Result<void> make_grant(const std::string& id, std::uint8_t hash = 1, std::int64_t created = 100) {
        return store_->add_grant(grant_row(id, created), code_row(id, hash), audit("alpha", "grant.approve"));
    }
    std::vector<std::string> acts() {
        std::vector<std::string> all;
        const auto rows = store_->audit("alpha", 0, 1000);
        for (const auto& row : *rows) all.push_back(row.entry);
        return all;
    }
    template <typename T>
    static std::string code(const Result<T>& result) {
        return result ? "" : result.error().code;
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

TEST_P(GrantStoreContract, AnAccountComesWithItsWalletOrNotAtAll) {
    EXPECT_EQ(store_->account("alpha", "id-ada")->holder, "wallet-ada");
    EXPECT_EQ(store_->account_by_email("alpha", "ada@example.org")->id, "id-ada");
    EXPECT_EQ(code(store_->account_by_email("beta", "ada@example.org")), "not-found");
    const HolderRow holder{"alpha", "other-wallet", "n", "did:example:o", "other-key", 1};
    const AccountRow same{"alpha", "other-id", "ada@example.org", "hash", holder.id, 7};
    EXPECT_EQ(code(store_->create_account(same, holder, key("alpha", "other-key"), audit("alpha", "x"))), "exists");
    EXPECT_EQ(code(store_->holder("alpha", "other-wallet")), "not-found");
    EXPECT_EQ(code(make_account("nowhere", "ada")), "not-found");
    EXPECT_TRUE(store_->change_password("alpha", "id-ada", "new", audit("alpha", "x")));
    EXPECT_EQ(store_->account("alpha", "id-ada")->password, "new");
    EXPECT_EQ(code(store_->change_password("alpha", "nobody", "new", audit("alpha", "x"))), "not-found");
}

TEST_P(GrantStoreContract, ASessionReplacesAnotherAndEnds) {
    const auto add = [&](std::uint8_t hash, std::int64_t created, const Bytes& replaced) {
        const SessionRow row{"alpha", Bytes{hash}, "id-ada", created, created + 100};
        return store_->add_session(row, replaced, audit("alpha", "account.sign-in"));
    };
    ASSERT_TRUE(add(1, 1000, {}));
    ASSERT_TRUE(add(2, 1010, {1}));
    EXPECT_EQ(code(store_->session("alpha", Bytes{1})), "not-found");
    EXPECT_EQ(store_->session("alpha", Bytes{2})->account, "id-ada");
    EXPECT_EQ(code(store_->session("beta", Bytes{2})), "not-found");
    ASSERT_TRUE(add(3, 2000, {}));  // the second one has expired by now
    EXPECT_EQ(code(store_->session("alpha", Bytes{2})), "not-found");
    EXPECT_TRUE(store_->end_session("alpha", Bytes{3}));
    EXPECT_TRUE(store_->end_session("alpha", Bytes{3}));
    EXPECT_EQ(code(store_->session("alpha", Bytes{3})), "not-found");
}

TEST_P(GrantStoreContract, ACodeIsUsedOnceByManyThreadsAndThenTheGrantIsRevoked) {
    ASSERT_TRUE(make_grant("g"));
    const auto row = store_->code("alpha", Bytes{1});
    ASSERT_TRUE(row);
    EXPECT_EQ(row->redirect_uri, "https://client.example/cb");
    EXPECT_EQ(row->challenge, "challenge");
    std::atomic<int> first = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const RefreshTokenRow refresh{"alpha", Bytes{9, static_cast<std::uint8_t>(i)}, "g", 900, 0};
            const auto redeemed = store_->redeem_code(*row, &refresh, 900, audit("alpha", "grant.redeem", 150),
                                                      audit("alpha", "grant.code-reuse", 160));
            ASSERT_TRUE(redeemed);
            first += *redeemed ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(first, 1);
    const auto grant = store_->grant("alpha", "g");
    EXPECT_EQ(grant->expires_ms, 900);
    EXPECT_EQ(grant->revoked_ms, 160);
    EXPECT_EQ(grant->holder, "wallet-ada");
    EXPECT_EQ(store_->code("alpha", Bytes{1})->used_ms, 150);
    int reuses = 0;
    for (const auto& act : acts()) reuses += act.find("code-reuse") != std::string::npos ? 1 : 0;
    EXPECT_EQ(reuses, 1);
}

TEST_P(GrantStoreContract, ARefreshTokenIsReplacedOnce) {
    ASSERT_TRUE(make_grant("g"));
    const RefreshTokenRow first{"alpha", Bytes{2}, "g", 900, 0};
    const auto ok = audit("alpha", "grant.refresh", 300);
    const auto reuse = audit("alpha", "grant.refresh-reuse", 400);
    ASSERT_TRUE(*store_->redeem_code(*store_->code("alpha", Bytes{1}), &first, 900, ok, reuse));
    const RefreshTokenRow second{"alpha", Bytes{3}, "g", 1900, 0};
    EXPECT_TRUE(*store_->rotate_refresh_token(first, second, ok, reuse));
    EXPECT_EQ(store_->grant("alpha", "g")->expires_ms, 1900);
    EXPECT_EQ(store_->grant("alpha", "g")->revoked_ms, 0);
    EXPECT_EQ(store_->refresh_token("alpha", Bytes{2})->used_ms, 300);
    const RefreshTokenRow third{"alpha", Bytes{4}, "g", 2900, 0};
    EXPECT_FALSE(*store_->rotate_refresh_token(first, third, ok, reuse));
    EXPECT_EQ(store_->grant("alpha", "g")->revoked_ms, 400);
    EXPECT_EQ(code(store_->refresh_token("alpha", Bytes{4})), "not-found");
    EXPECT_EQ(code(store_->refresh_token("beta", Bytes{3})), "not-found");
}

TEST_P(GrantStoreContract, GrantsAreListedWhileTheyLastAndRevokedOnce) {
    ASSERT_TRUE(make_grant("g1", 1, 100));
    ASSERT_TRUE(make_grant("g2", 2, 110));
    const auto ids = [&](std::int64_t now) {
        std::string all;
        const auto rows = store_->grants_of("alpha", "id-ada", now);
        for (const auto& row : *rows) all += row.id + " ";
        return all;
    };
    EXPECT_EQ(ids(150), "g2 g1 ");
    EXPECT_EQ(ids(200), "");
    const auto before = acts().size();
    EXPECT_TRUE(store_->revoke_grant("alpha", "g1", audit("alpha", "grant.revoke", 170)));
    EXPECT_TRUE(store_->revoke_grant("alpha", "g1", audit("alpha", "grant.revoke", 180)));
    EXPECT_EQ(store_->grant("alpha", "g1")->revoked_ms, 170);
    EXPECT_EQ(acts().size(), before + 1);
    EXPECT_EQ(ids(150), "g2 ");
    EXPECT_EQ(code(store_->revoke_grant("alpha", "none", audit("alpha", "x"))), "not-found");
    EXPECT_EQ(code(store_->revoke_grant("beta", "g2", audit("beta", "x"))), "not-found");
    EXPECT_TRUE(store_->grants_of("alpha", "somebody", 150)->empty());
}

TEST_P(GrantStoreContract, WhatExpiredADayAgoIsForgotten) {
    ASSERT_TRUE(make_grant("old", 1));
    const RefreshTokenRow refresh{"alpha", Bytes{2}, "old", 300, 0};
    ASSERT_TRUE(
        store_->redeem_code(*store_->code("alpha", Bytes{1}), &refresh, 300, audit("alpha", "a"), audit("alpha", "b")));
    ASSERT_TRUE(make_grant("young", 3, 300 + kDay));
    EXPECT_TRUE(store_->grant("alpha", "old"));
    ASSERT_TRUE(store_->add_grant({"alpha", "last", "id-ada", "client", "a", "", 301 + kDay, 999 + kDay, 0},
                                  code_row("last", 4), audit("alpha", "x")));
    EXPECT_EQ(code(store_->grant("alpha", "old")), "not-found");
    EXPECT_EQ(code(store_->refresh_token("alpha", Bytes{2})), "not-found");
    EXPECT_EQ(code(store_->code("alpha", Bytes{1})), "not-found");
    EXPECT_TRUE(store_->grant("alpha", "last"));
}

TEST_P(GrantStoreContract, ClientsAreKeptAndTheOldestUnusedOneGoes) {
    EXPECT_EQ(store_->client("alpha", "client")->doc, "{\"a\":1}");
    EXPECT_EQ(store_->client("alpha", "client")->secret_hash, (Bytes{1, 2}));
    EXPECT_EQ(code(store_->client("beta", "client")), "not-found");
    ASSERT_TRUE(make_grant("g"));  // now it is used
    for (int i = 0; i < 4; ++i)
        ASSERT_TRUE(
            store_->add_client({"alpha", "c" + std::to_string(i), Bytes{1}, "{}", 10 + i}, 3, audit("alpha", "x")));
    EXPECT_TRUE(store_->client("alpha", "client"));
    EXPECT_EQ(code(store_->client("alpha", "c0")), "not-found");
    EXPECT_TRUE(store_->client("alpha", "c1"));
    EXPECT_EQ(code(store_->add_grant({"alpha", "h", "id-ada", "nobody", "a", "", 1, 2, 0}, code_row("h", 8),
                                     audit("alpha", "x"))),
              "not-found");
}

INSTANTIATE_TEST_SUITE_P(Stores, GrantStoreContract, testing::Values(Implementation{"Sqlite", open_sqlite}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace blason::storage
