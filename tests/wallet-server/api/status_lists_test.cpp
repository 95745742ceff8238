// Status lists as they are served: signed, cacheable, in each form, and whole after restarts, rotations and backups.
#include "tests/wallet-server/api/statuses.hpp"

#include "vc/status/token_status_list.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kCredential;
using test::Statuses;
using test::text_at;

TEST_F(Statuses, ST15_TheListIsSignedCacheableAndAnsweredFromMemory) {
    const auto credential = issued();
    const auto path = path_of(text_at(entry_of(credential, "revocation"), "statusListCredential"));
    const auto response = app.get(path, "application/vc");
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(response.fields.find("Content-Type"), "application/vc");
    EXPECT_EQ(app.get(path).fields.find("Content-Type"), "application/json");
    EXPECT_TRUE(response.fields.find("Cache-Control")->starts_with("public, max-age="));
    const auto list = body_of(response);
    EXPECT_EQ(text_at(list, "issuer"), issuer.id);
    EXPECT_TRUE(json::find(list, "type")->is_array());
    EXPECT_EQ(text_at(list.at("credentialSubject"), "type"), "BitstringStatusList");
    EXPECT_TRUE(text_at(list.at("credentialSubject"), "encodedList").starts_with('u'));
    EXPECT_EQ(verify(response.body).status, 200) << verify(response.body).body;

    auto again = test::request_of("GET", path);
    again.fields.set("If-None-Match", std::string(*response.fields.find("ETag")));
    again.fields.set("Accept", "application/vc");
    const auto unchanged = app.call(again);
    EXPECT_EQ(unchanged.status, 304);
    EXPECT_TRUE(unchanged.body.empty());
    EXPECT_EQ(unchanged.fields.find("ETag"), response.fields.find("ETag"));
    ASSERT_EQ(set(credential, "revocation").status, 200);
    EXPECT_EQ(app.call(again).status, 200);
    // The short address is the default issuer's.
    EXPECT_EQ(app.get("/status-lists/" + path.substr(path.rfind('/') + 1)).status, 200);
    EXPECT_EQ(app.get("/status-lists/nothing").status, 404);
}

TEST_F(Statuses, WhatIsNotKeptIsNotAnsweredWithSomethingElse) {
    const auto path = path_of(text_at(entry_of(issued(), "revocation"), "statusListCredential"));
    for (const auto* time : {"1700000000", "x"}) {
        auto request = test::request_of("GET", path + "?time=" + time);
        request.fields.set("Accept", "application/statuslist+jwt");
        const auto response = app.call(std::move(request));
        EXPECT_EQ(response.status, 501) << response.body;
        EXPECT_EQ(text_at(body_of(response), "code"), "not-implemented");
    }
    EXPECT_EQ(app.get(path, "application/statuslist+cwt").status, 406);
    EXPECT_EQ(app.get(path, "application/statuslist+cwt, application/statuslist+jwt").status, 200);
    EXPECT_EQ(app.get(path, "application/statuslist+cwt, */*;q=0.1").status, 200);
}

TEST_F(Statuses, TheListIsSignedAgainBeforeItEnds) {
    const auto credential = issued();
    const auto path = path_of(text_at(entry_of(credential, "revocation"), "statusListCredential"));
    const auto first = text_at(body_of(app.get(path)), "validUntil");
    app.pass_seconds(11 * 3600);
    EXPECT_EQ(text_at(body_of(app.get(path)), "validUntil"), first);
    app.pass_seconds(2 * 3600);
    EXPECT_GT(text_at(body_of(app.get(path)), "validUntil"), first);
}

TEST_F(Statuses, ST14_AfterARestartTheListShowsWhatTheStoreKnows) {
    const auto revoked = issued();
    const auto good = issued();
    ASSERT_EQ(set(revoked, "revocation").status, 200);
    app.reopen();
    EXPECT_EQ(listed(revoked, "revocation"), 1U);
    EXPECT_EQ(listed(good, "revocation"), 0U);
    expect_failed(verify(revoked), "revoked");
    EXPECT_EQ(verify(good).status, 200);
    EXPECT_EQ(verify(issued()).status, 200);
}

TEST_F(Statuses, TheSameListAsATokenStatusList) {
    const auto credential = issued();
    ASSERT_EQ(set(credential, "revocation").status, 200);
    const auto entry = entry_of(credential, "revocation");
    const auto url = text_at(entry, "statusListCredential");
    const auto response = app.get(path_of(url), "application/statuslist+jwt");
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.fields.find("Content-Type"), "application/statuslist+jwt");
    const jose::Jwk key{*crypto::PublicKey::from_multikey(issuer.id.substr(8)), {}, {}, {}, {}};
    const auto list = vc::status::verify_token_status_list(response.body, key, url, app.services().clock());
    ASSERT_TRUE(list) << list.error().detail;
    const auto index = std::stoull(text_at(entry, "statusListIndex"));
    EXPECT_EQ(vc::status::look_up({index, url}, *list).operator*(), vc::status::kTokenInvalid);
    EXPECT_EQ(vc::status::look_up({(index + 1) % 131'072, url}, *list).operator*(), vc::status::kTokenValid);
    const auto suspensions = path_of(text_at(entry_of(credential, "suspension"), "statusListCredential"));
    EXPECT_EQ(app.get(suspensions, "application/statuslist+jwt").status, 404);
}

TEST_F(Statuses, The1EdTechListIsBesideWhenAsked) {
    const auto credential = issued(R"({"credentialStatus":{"type":"1EdTechRevocationList"}})");
    const auto empty = body_of(app.get("/issuers/alpha/revocation-list"));
    EXPECT_TRUE(empty.at("revokedCredential").as_array().empty());
    EXPECT_EQ(verify(credential).status, 200) << verify(credential).body;
    auto body = *json::parse(change(id_of(credential), "revocation", "true"));
    body.as_object()["reason"] = "issued by mistake";
    ASSERT_EQ(app.post("/credentials/status", json::serialize(body)).status, 200);
    const auto list = body_of(app.get("/issuers/alpha/revocation-list"));
    EXPECT_EQ(text_at(list.at("revokedCredential").as_array().at(0), "id"), id_of(credential));
    EXPECT_EQ(text_at(list.at("revokedCredentials").as_array().at(0), "revocationReason"), "issued by mistake");
    expect_failed(verify(credential), "revoked");
}

TEST_F(Statuses, AfterARestoredBackupNewListsAreOpened) {
    const auto before = text_at(entry_of(issued(), "revocation"), "statusListCredential");
    const auto closed = app.services().statuses.close_lists({});
    ASSERT_TRUE(closed);
    EXPECT_EQ(*closed, 2U);
    const auto after = text_at(entry_of(issued(), "revocation"), "statusListCredential");
    EXPECT_NE(after, before);
    EXPECT_EQ(app.get(path_of(before)).status, 200) << "what it says stays";
}

TEST(StatusKeys, ARotatedIssuerSignsItsListsAnew) {
    test::TestApp app(false, "https://badges.example.org");
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    const auto issued = app.services().issuers.issue_credential({"alpha", *json::parse(kCredential), ""}, {});
    ASSERT_TRUE(issued) << issued.error().detail;
    const auto credential = *json::parse(issued->text);
    const auto url = text_at(credential.at("credentialStatus").as_array().at(0), "statusListCredential");
    const auto path = url.substr(std::string("https://badges.example.org").size());
    const auto signer = [&] { return text_at(body_of(app.get(path)).at("proof"), "verificationMethod"); };
    const auto verdict = [&] { return app.services().verifier.verify(issued->text, {})->verdict(); };
    EXPECT_TRUE(signer().ends_with("#key-1")) << signer();
    EXPECT_EQ(verdict(), vc::Verdict::Valid);
    ASSERT_TRUE(app.services().rotation.publish("alpha", crypto::KeyType::Ed25519, true, {}));
    EXPECT_TRUE(signer().ends_with("#key-2")) << signer();
    EXPECT_EQ(verdict(), vc::Verdict::Valid);
}

}  // namespace
}  // namespace blason
