// What holders have in a Store: their wallets and profiles.
#include "tests/wallet-server/storage/store_contract.hpp"

namespace blason::storage {
namespace {

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

TEST_P(StoreContract, AnUnverifiedCredentialTakesNobodysPlace) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    const auto keep = [&](const char* id, const char* body, std::int64_t valid_from, bool verified) {
        return store_->keep({"alpha", "h1", id, "application/vc", body, 10, "badge-1", "json", valid_from, verified},
                            audit_of("alpha", "wallet.keep", id));
    };
    EXPECT_EQ(keep("k1", "genuine", 500, true)->how, Keeping::Added);
    EXPECT_EQ(keep("k2", "newer, perhaps", 600, false)->how, Keeping::Added);
    EXPECT_EQ(store_->held("alpha", "h1", "k1")->body, "genuine");
    EXPECT_FALSE(store_->held("alpha", "h1", "k2")->verified);
    EXPECT_EQ(keep("k3", "genuine", 500, false)->how, Keeping::Same);
    EXPECT_TRUE(store_->held("alpha", "h1", "k1")->verified) << "what was verified stays so";

    // Verified after all, it is the newer revision, and there is one badge again.
    const auto verified = keep("k4", "newer, perhaps", 600, true);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->how, Keeping::Replaced);
    EXPECT_EQ(verified->id, "k1");
    ASSERT_EQ(store_->held_by("alpha", "h1")->size(), 1U);
    EXPECT_EQ(store_->held("alpha", "h1", "k1")->body, "newer, perhaps");

    // An older one gives way when it is verified.
    EXPECT_EQ(keep("k5", "older, perhaps", 400, false)->how, Keeping::Added);
    EXPECT_EQ(keep("k6", "older, perhaps", 400, true)->how, Keeping::Older);
    EXPECT_EQ(store_->held_by("alpha", "h1")->size(), 1U);
}

TEST_P(StoreContract, AnUnverifiedCredentialBecomesVerifiedInItsPlace) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    const auto keep = [&](const char* id, bool verified) {
        return store_->keep({"alpha", "h1", id, "application/vc", "body", 10, verified ? "badge-1" : "unverified",
                             verified ? "json" : "", 500, verified},
                            audit_of("alpha", "wallet.keep", id));
    };
    EXPECT_EQ(keep("k1", false)->how, Keeping::Added);
    EXPECT_EQ(store_->held_page("alpha", "h1", {})->total, 0U);
    const auto verified = keep("k2", true);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->how, Keeping::Same);
    EXPECT_EQ(verified->id, "k1");
    EXPECT_TRUE(store_->held("alpha", "h1", "k1")->verified);
    EXPECT_EQ(store_->held_page("alpha", "h1", {})->total, 1U);
    EXPECT_EQ(audit_rows("alpha"), 4U) << "issuer, holder, kept, verified";
}

TEST_P(StoreContract, ACredentialIsRemovedWithItsPicture) {
    make_organisation("alpha");
    make_holder("alpha", "h1");
    make_holder("alpha", "h2");
    const HeldPicture picture{"image/png", std::string("\x89PNG\0", 5)};
    ASSERT_TRUE(store_->keep({"alpha", "h1", "k1", "application/vc", "body", 10},
                             audit_of("alpha", "wallet.keep", "k1"), &picture));
    ASSERT_TRUE(store_->held_picture("alpha", "h1", "k1")->has_value());
    EXPECT_EQ((*store_->held_picture("alpha", "h1", "k1"))->body, picture.body);
    EXPECT_FALSE(store_->held_picture("alpha", "h2", "k1")->has_value());
    EXPECT_EQ(code(store_->remove_held("alpha", "h2", "k1", audit_of("alpha", "wallet.delete", "k1"))), "not-found");
    EXPECT_TRUE(store_->held("alpha", "h1", "k1"));
    ASSERT_TRUE(store_->remove_held("alpha", "h1", "k1", audit_of("alpha", "wallet.delete", "k1")));
    EXPECT_EQ(code(store_->held("alpha", "h1", "k1")), "not-found");
    EXPECT_FALSE(store_->held_picture("alpha", "h1", "k1")->has_value());
    EXPECT_EQ(code(store_->remove_held("alpha", "h1", "k1", audit_of("alpha", "wallet.delete", "k1"))), "not-found");
    EXPECT_EQ(audit_rows("alpha"), 5U) << "issuer, two holders, kept, removed";
    // The same bytes may come again.
    EXPECT_EQ(
        store_->keep({"alpha", "h1", "k2", "application/vc", "body", 20}, audit_of("alpha", "wallet.keep", "k2"))->how,
        Keeping::Added);
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

}  // namespace
}  // namespace blason::storage
