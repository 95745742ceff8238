// What every Store must do, whatever it is built on: one suite, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "engine/crypto/hash.hpp"
#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/audit_chain.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

using Maker = std::function<Result<std::unique_ptr<Store>>(const std::string& folder)>;

struct Implementation {
    const char* name;
    Maker open;  ///< opens what is in the folder, or makes it
};

Result<std::unique_ptr<Store>> open_sqlite(const std::string& folder) {
    auto store = SqliteStore::open(folder + "/blason.db", 1000);
    if (!store) return std::move(store).error();
    return std::unique_ptr<Store>(std::move(*store));
}

Audit audit_of(std::string org, std::string act, std::string object) {
    return {std::move(org), std::move(act), std::move(object), "test", "request-1", 5000};
}
KeyRow key_of(std::string org, std::string id) {
    return {std::move(org), std::move(id), "Ed25519", 1, Bytes{0, 1, 2, 0, 255}, "z6Mk-not-a-real-key", 5000};
}

class StoreContract : public testing::TestWithParam<Implementation> {
  protected:
    void SetUp() override { reopen(); }
    void reopen() {
        store_.reset();
        auto opened = GetParam().open(folder_.path());
        ASSERT_TRUE(opened) << opened.error().detail;
        store_ = std::move(*opened);
    }
    void make_organisation(const std::string& org, std::int64_t created_ms = 5000) {
        const OrganisationRow row{org, "{\"name\":\"" + org + "\"}", created_ms};
        ASSERT_TRUE(store_->create_organisation(row, key_of(org, "key-1"), audit_of(org, "issuer.create", org)));
    }
    void make_holder(const std::string& org, const std::string& id) {
        const HolderRow row{org, id, "Wallet of " + id, "did:example:" + id, "key-of-" + id, 6000};
        ASSERT_TRUE(store_->create_holder(row, key_of(org, row.key_id), audit_of(org, "holder.create", id)));
    }
    std::size_t audit_rows(const std::string& org) {
        auto rows = store_->audit(org, 0, 10'000);
        return rows ? rows->size() : 9'999;
    }
    template <typename T>
    static std::string code(const Result<T>& result) {
        return result ? "" : result.error().code;
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

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

TEST_P(StoreContract, ManyCredentialsAreStoredTogetherOrNotAtAll) {
    make_organisation("alpha");
    const auto row = [](const std::string& id, Bytes key) {
        CredentialRow credential{"alpha", id, "", "application/vc", "body of " + id, 1000};
        credential.once = OnceRow{std::move(key), Bytes{9}};
        return credential;
    };
    const auto audit = audit_of("alpha", "credential.issue", "x");
    ASSERT_TRUE(store_->add_credentials({row("a", {1}), row("b", {2})}, {audit, audit}));
    EXPECT_EQ(audit_rows("alpha"), 3U);
    EXPECT_EQ(code(store_->add_credentials({row("c", {3}), row("d", {2})}, {audit, audit})), "exists");
    EXPECT_EQ(code(store_->credential("alpha", "c")), "not-found");
    EXPECT_EQ(code(store_->answered("alpha", Bytes{3})), "not-found");
    EXPECT_EQ(audit_rows("alpha"), 3U);
    reopen();
    const auto answered = store_->answered("alpha", Bytes{2});
    ASSERT_TRUE(answered);
    EXPECT_EQ(answered->credential, "b");
    EXPECT_EQ(answered->content, Bytes{9});
    EXPECT_EQ(code(store_->answered("beta", Bytes{2})), "not-found");
}

TEST_P(StoreContract, TheFirstFormOfACredentialIsKept) {
    make_organisation("alpha");
    const auto audit = audit_of("alpha", "credential.form", "a");
    const CredentialFormRow form{"alpha", "a", "jwt", "application/vc+jwt", "a.b.c", 1000};
    EXPECT_EQ(code(store_->keep_form(form, audit)), "not-found") << "no such credential";
    ASSERT_TRUE(store_->add_credential({"alpha", "a", "", "application/vc", "body", 1000}, audit));
    ASSERT_TRUE(store_->keep_form(form, audit));
    auto later = form;
    later.body = "d.e.f";
    const auto kept = store_->keep_form(later, audit);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->body, "a.b.c");
    EXPECT_EQ(audit_rows("alpha"), 3U);
    EXPECT_EQ(store_->credential_form("alpha", "a", "jwt")->made_ms, 1000);
    EXPECT_EQ(code(store_->credential_form("alpha", "a", "sd-jwt")), "not-found");
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

TEST_P(StoreContract, ACredentialNeedsItsOrganisation) {
    const CredentialRow row{"nobody", "c1", "", "application/vc", "{}", 1};
    EXPECT_EQ(code(store_->add_credential(row, audit_of("nobody", "credential.issue", "c1"))), "not-found");
    EXPECT_EQ(audit_rows("nobody"), 0U);
}

TEST_P(StoreContract, CredentialsKeepTheirExactBytes) {
    make_organisation("alpha");
    const std::string body("{\"a\" :\t1,\"\\u00e9\":\"\xC3\xA9\"}\n\0 after a NUL", 36);
    ASSERT_TRUE(store_->add_credential({"alpha", "c1", "badge", "application/vc", body, 77},
                                       audit_of("alpha", "credential.issue", "c1")));
    reopen();
    const auto row = store_->credential("alpha", "c1");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->body, body);
    EXPECT_EQ(row->achievement, "badge");
    EXPECT_EQ(row->issued_ms, 77);
}

TEST_P(StoreContract, CredentialsAreListedLatestFirst) {
    make_organisation("alpha");
    for (int i = 1; i <= 3; ++i) {
        const CredentialRow row{"alpha", "c" + std::to_string(i), "", "application/vc", "{}", i};
        ASSERT_TRUE(store_->add_credential(row, audit_of("alpha", "credential.issue", row.id)));
    }
    const auto rows = store_->credentials("alpha", 2);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ(rows->at(0).id, "c3");
    EXPECT_EQ(rows->at(1).id, "c2");
}

TEST_P(StoreContract, OrdinalsOfAStatusListAreTakenOnce) {
    make_organisation("alpha");
    StatusListRow list;
    list.org = "alpha";
    list.id = "l1";
    list.purpose = "revocation";
    list.entries = 100;
    ASSERT_TRUE(store_->add_status_list(list, audit_of("alpha", "status-list.create", "l1")));
    EXPECT_EQ(store_->reserve_status_ordinals("alpha", "l1", 10, 25).operator*(), 0);
    reopen();
    EXPECT_EQ(store_->reserve_status_ordinals("alpha", "l1", 10, 25).operator*(), 10);
    EXPECT_EQ(code(store_->reserve_status_ordinals("alpha", "l1", 10, 25)), "status-list-full");
    EXPECT_EQ(code(store_->reserve_status_ordinals("alpha", "l2", 10, 25)), "not-found");
    ASSERT_TRUE(store_->close_status_lists(audit_of("", "status-list.close-all", "status-lists")));
    EXPECT_EQ(code(store_->reserve_status_ordinals("alpha", "l1", 1, 25)), "status-list-full");
    EXPECT_FALSE(store_->status_list("alpha", "l1")->open);
}

TEST_P(StoreContract, StatusesAreChangedAllOrNone) {
    make_organisation("alpha");
    StatusListRow list;
    list.org = "alpha";
    list.id = "l1";
    list.purpose = "revocation";
    list.entries = 100;
    ASSERT_TRUE(store_->add_status_list(list, audit_of("alpha", "status-list.create", "l1")));
    for (const std::int64_t index : {3, 4}) {
        CredentialRow row{"alpha", "c" + std::to_string(index), "", "application/vc", "{}", 1};
        row.doc_id = "urn:c:" + std::to_string(index);
        row.statuses.push_back({"l1", index, row.id, 0, "", 1});
        ASSERT_TRUE(store_->add_credential(row, audit_of("alpha", "credential.issue", row.id)));
    }
    EXPECT_EQ(store_->credentials_named("alpha", "urn:c:3").operator*(), std::vector<std::string>{"c3"});
    const auto before = audit_rows("alpha");
    const auto set = [&](std::vector<StatusChange> changes) {
        std::vector<Audit> audits(changes.size(), audit_of("alpha", "credential.revoke", "c"));
        return store_->change_statuses("alpha", changes, audits);
    };
    const auto missing = set({{"l1", 3, 1, true, ""}, {"l1", 5, 1, true, ""}});
    EXPECT_EQ(code(missing), "not-found");
    EXPECT_EQ(missing.error().pointer, "/1");
    EXPECT_TRUE(store_->set_statuses("alpha", "l1")->empty());
    EXPECT_EQ(audit_rows("alpha"), before);

    EXPECT_EQ(set({{"l1", 3, 1, true, "mistake"}}).operator*(), std::vector<bool>{true});
    EXPECT_EQ(set({{"l1", 3, 1, true, "again"}}).operator*(), std::vector<bool>{false});
    EXPECT_EQ(code(set({{"l1", 3, 0, true, ""}})), "status-final");
    EXPECT_EQ(audit_rows("alpha"), before + 1);
    reopen();
    const auto revoked = store_->revoked("alpha");
    ASSERT_TRUE(revoked);
    ASSERT_EQ(revoked->size(), 1U);
    EXPECT_EQ(revoked->front().doc_id, "urn:c:3");
    EXPECT_EQ(revoked->front().reason, "mistake");
    EXPECT_EQ(store_->statuses_of("alpha", "c3")->front().value, 1U);
}

TEST_P(StoreContract, AchievementsHaveVersions) {
    make_organisation("alpha");
    const auto add = [&](std::int64_t version, const std::string& id, const std::string& doc) {
        return store_->add_achievement({"alpha", id, version, doc, "image/png", 1}, "PNG of " + doc,
                                       audit_of("alpha", "achievement.create", id));
    };
    ASSERT_TRUE(add(1, "zebra", "first"));
    ASSERT_TRUE(add(1, "ant", "other"));
    ASSERT_TRUE(add(2, "zebra", "second"));
    EXPECT_EQ(code(add(2, "zebra", "second again")), "exists");
    EXPECT_EQ(code(add(4, "zebra", "one left out")), "exists");

    const auto latest = store_->achievement("alpha", "zebra");
    ASSERT_TRUE(latest);
    EXPECT_EQ(latest->version, 2);
    EXPECT_EQ(latest->doc, "second");
    EXPECT_EQ(*store_->achievement_image("alpha", "zebra"), "PNG of second");
    const auto all = store_->achievements("alpha");
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 2U);  // in the order they were made, whatever their names
    EXPECT_EQ(all->at(0).id, "zebra");
    EXPECT_EQ(all->at(0).doc, "second");
    EXPECT_EQ(all->at(1).id, "ant");
}

TEST_P(StoreContract, AWalletKeepsTheSameBytesOnce) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    const auto first =
        store_->keep({"alpha", "h1", "k1", "application/vc", "body", 10}, audit_of("alpha", "wallet.keep", "k1"));
    const auto second =
        store_->keep({"alpha", "h1", "k2", "application/vc", "body", 20}, audit_of("alpha", "wallet.keep", "k2"));
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->id, "k1");
    EXPECT_EQ(second->received_ms, 10);
    EXPECT_EQ(store_->held_by("alpha", "h1")->size(), 1U);
    EXPECT_EQ(audit_rows("alpha"), 3U);
    EXPECT_EQ(store_->held("alpha", "h1", "k1")->body, "body");
    EXPECT_EQ(code(store_->held("alpha", "h1", "k2")), "not-found");
}

TEST_P(StoreContract, OfEqualCredentialsTheNewestIsKeptInItsPlace) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    const auto keep = [&](const char* id, const char* body, std::int64_t valid_from) {
        return store_->keep({"alpha", "h1", id, "application/vc", body, valid_from, "badge-1", "json", valid_from},
                            audit_of("alpha", "wallet.keep", id));
    };
    EXPECT_EQ(keep("k1", "of May", 500)->how, Keeping::Added);
    EXPECT_EQ(keep("k2", "of May", 500)->how, Keeping::Same);
    const auto newer = keep("k3", "of June", 600);
    ASSERT_TRUE(newer);
    EXPECT_EQ(newer->how, Keeping::Replaced);
    EXPECT_EQ(newer->id, "k1");
    EXPECT_EQ(newer->received_ms, 500);
    EXPECT_EQ(newer->body, "of June");
    const auto older = keep("k4", "of April", 400);
    ASSERT_TRUE(older);
    EXPECT_EQ(older->how, Keeping::Older);
    EXPECT_EQ(older->body, "of June");
    EXPECT_EQ(keep("k5", "of June, signed again", 600)->how, Keeping::Replaced);
    EXPECT_EQ(store_->held("alpha", "h1", "k1")->body, "of June, signed again");
    EXPECT_EQ(store_->held_by("alpha", "h1")->size(), 1U);
    EXPECT_EQ(audit_rows("alpha"), 5U);  // issuer, holder, one kept, two replaced
}

TEST_P(StoreContract, AWalletIsReadPageByPage) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    for (int i = 0; i < 7; ++i) {
        const auto name = std::to_string(i);
        const std::string form = i == 3 ? "" : "json";  // one that the API does not show
        ASSERT_TRUE(store_->keep(
            {"alpha", "h1", "k" + name, "application/vc", "body" + name, 10 + i, "e" + name, form, 100 + i},
            audit_of("alpha", "wallet.keep", name)));
    }
    const auto ids = [&](const HeldQuery& query) {
        std::string out;
        const auto page = store_->held_page("alpha", "h1", query);
        for (const auto& row : page->rows) out += row.body.back();
        return out + "/" + std::to_string(page->total);
    };
    EXPECT_EQ(ids({100, 0, {}}), "012456/6");
    EXPECT_EQ(ids({2, 0, {}}), "01/6");
    EXPECT_EQ(ids({2, 3, {}}), "45/6");
    EXPECT_EQ(ids({2, 6, {}}), "/6");
    EXPECT_EQ(ids({2, 0, 101}), "24/4");
    EXPECT_EQ(ids({100, 0, {}, 10}), "01/6");  // bodies of five bytes
    EXPECT_EQ(ids({100, 0, {}, 1}), "0/6");
}

TEST_P(StoreContract, HeldRowsOfBeforeAreIndexedAfterwards) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    ASSERT_TRUE(
        store_->keep({"alpha", "h1", "k1", "application/vc", "body", 10}, audit_of("alpha", "wallet.keep", "k1")));
    auto rows = store_->held_without_equality(10);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->front().org, "alpha");
    EXPECT_EQ(rows->front().holder, "h1");
    rows->front().equality = "badge-1";
    rows->front().form = "json";
    rows->front().valid_from_ms = 500;
    ASSERT_TRUE(store_->index_held(*rows));
    EXPECT_TRUE(store_->held_without_equality(10)->empty());
    EXPECT_EQ(store_->held_page("alpha", "h1", {})->rows.size(), 1U);
}

TEST_P(StoreContract, AHoldersProfileIsWhatWasSentLast) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    EXPECT_EQ(store_->holder_profile("alpha", "h1")->has_value(), false);
    ASSERT_TRUE(store_->set_holder_profile("alpha", "h1", "{\"a\": 1}", audit_of("alpha", "profile.set", "h1")));
    ASSERT_TRUE(store_->set_holder_profile("alpha", "h1", "{ \"a\": 2}", audit_of("alpha", "profile.set", "h1")));
    EXPECT_EQ(store_->holder_profile("alpha", "h1")->value(), "{ \"a\": 2}");
    EXPECT_EQ(code(store_->set_holder_profile("alpha", "nobody", "{}", audit_of("alpha", "profile.set", "nobody"))),
              "not-found");
}

TEST_P(StoreContract, AWalletThatIsNotThereKeepsNothing) {
    make_organisation("alpha");
    EXPECT_EQ(code(store_->keep({"alpha", "nobody", "k1", "application/vc", "body", 10},
                                audit_of("alpha", "wallet.keep", "k1"))),
              "not-found");
    EXPECT_EQ(audit_rows("alpha"), 1U);
}

TEST_P(StoreContract, HoldersAreFoundByIdAndByDid) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    EXPECT_EQ(store_->holder("alpha", "h1")->name, "Wallet of h1");
    EXPECT_EQ(store_->holder_by_did("alpha", "did:example:h1")->id, "h1");
    EXPECT_EQ(code(store_->holder_by_did("alpha", "did:example:h2")), "not-found");
    EXPECT_EQ(store_->holders("alpha")->size(), 1U);
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
