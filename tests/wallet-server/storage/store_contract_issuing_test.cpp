// What an issuer has in a Store: achievements, credentials and their forms, status lists.
#include "tests/wallet-server/storage/store_contract.hpp"

namespace blason::storage {
namespace {

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

}  // namespace
}  // namespace blason::storage
