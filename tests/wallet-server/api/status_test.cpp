// Statuses over HTTP: issued with a place in the lists, revoked, suspended, restored, and each answer shows at once.
#include "tests/wallet-server/api/statuses.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kBase;
using test::kCredential;
using test::Statuses;
using test::text_at;

TEST_F(Statuses, ACredentialHasPlacesInTheIssuersListsWithoutBeingAsked) {
    const auto credential = issued();
    for (const std::string purpose : {"revocation", "suspension"}) {
        const auto entry = entry_of(credential, purpose);
        EXPECT_EQ(text_at(entry, "type"), "BitstringStatusListEntry");
        EXPECT_TRUE(
            text_at(entry, "statusListCredential").starts_with(std::string(kBase) + "/issuers/alpha/status-lists/"));
        EXPECT_FALSE(text_at(entry, "statusListIndex").empty());
        EXPECT_EQ(listed(credential, purpose), 0U);
    }
    const auto other = issued();
    EXPECT_EQ(text_at(entry_of(other, "revocation"), "statusListCredential"),
              text_at(entry_of(credential, "revocation"), "statusListCredential"));
    EXPECT_NE(text_at(entry_of(other, "revocation"), "statusListIndex"),
              text_at(entry_of(credential, "revocation"), "statusListIndex"));
}

TEST_F(Statuses, RevokedFailsTheCheckStatus) {
    const auto credential = issued();
    const auto other = issued();
    EXPECT_EQ(verify(credential).status, 200) << verify(credential).body;
    const auto response = set(credential, "revocation");
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(listed(credential, "revocation"), 1U);
    expect_failed(verify(credential), "revoked");
    EXPECT_EQ(verify(other).status, 200);
    EXPECT_EQ(audited("credential.revoke"), 1U);
}

TEST_F(Statuses, SuspendedAndRestored) {
    const auto credential = issued();
    EXPECT_EQ(verify(credential).status, 200);
    EXPECT_EQ(set(credential, "suspension").status, 200);
    expect_failed(verify(credential), "suspended");
    EXPECT_EQ(set(credential, "suspension", "false").status, 200);
    EXPECT_EQ(verify(credential).status, 200);
    EXPECT_EQ(audited("credential.suspend"), 1U);
    EXPECT_EQ(audited("credential.restore"), 1U);
}

TEST_F(Statuses, ST13_RevokingTwiceChangesNothingAndIsFinal) {
    const auto credential = issued();
    EXPECT_TRUE(body_of(set(credential, "revocation")).at("changed").get_bool());
    const auto again = set(credential, "revocation");
    EXPECT_EQ(again.status, 200);
    EXPECT_FALSE(body_of(again).at("changed").get_bool());
    EXPECT_EQ(audited("credential.revoke"), 1U);
    const auto undone = set(credential, "revocation", "false");
    EXPECT_EQ(undone.status, 409);
    EXPECT_EQ(text_at(body_of(undone), "code"), "status-final");
    EXPECT_EQ(listed(credential, "revocation"), 1U);
    const auto unknown = app.post("/credentials/status", change("urn:uuid:nobody", "revocation", "true"));
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(text_at(body_of(unknown), "code"), "credential-not-found");
}

TEST_F(Statuses, AThousandAreRevokedInOneCall) {
    std::vector<std::string> ids;
    std::string first;
    for (int i = 0; i < 1000; ++i) {
        auto credential = app.services().issuers.issue_credential({"alpha", *json::parse(kCredential), ""}, {});
        ASSERT_TRUE(credential) << credential.error().detail;
        ids.push_back(credential->url);
        if (i == 0) first = credential->text;
    }
    const auto spared = issued();
    std::string body = "[";
    for (const auto& id : ids) body += (body.size() > 1 ? "," : "") + change(id, "revocation", "true");
    const auto response = app.post("/credentials/status/batch", body + "]");
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(body_of(response).at("changed").get_int64(), 1000);
    EXPECT_EQ(audited("credential.revoke"), 1000U);
    expect_failed(verify(first), "revoked");
    EXPECT_EQ(verify(spared).status, 200);
    const auto again = app.post("/credentials/status/batch", body + "]");
    EXPECT_EQ(body_of(again).at("changed").get_int64(), 0);
}

TEST_F(Statuses, ABatchIsDoneWholeOrNotAtAll) {
    const auto credential = issued();
    const auto good = change(id_of(credential), "revocation", "true");
    const auto refused =
        app.post("/credentials/status/batch", "[" + good + "," + change("urn:x:y", "revocation", "true") + "]");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/1/credentialId");
    EXPECT_EQ(verify(credential).status, 200);
    EXPECT_EQ(audited("credential.revoke"), 0U);
}

TEST_F(Statuses, ABatchMayBeLines) {
    const auto one = issued();
    const auto two = issued();
    const auto lines =
        change(id_of(one), "suspension", "true") + "\n\n" + change(id_of(two), "suspension", "true") + "\n";
    auto request = test::request_with("POST", "/issuers/alpha/credentials/status/batch", lines, "application/x-ndjson");
    EXPECT_EQ(app.call(request).status, 200);
    expect_failed(verify(two), "suspended");
    request.body += "{\n";
    const auto broken = app.call(request);
    EXPECT_EQ(broken.status, 400);
    EXPECT_EQ(text_at(body_of(broken), "code"), "json-syntax");
}

TEST_F(Statuses, BadRequestsNameThePlace) {
    const auto credential = issued();
    const auto id = id_of(credential);
    const auto code = [&](const std::string& body) {
        const auto response = app.post("/credentials/status", body);
        return std::to_string(response.status) + " " + text_at(body_of(response), "code") + " " +
               text_at(body_of(response), "pointer");
    };
    EXPECT_EQ(code("{}"), "400 missing-member /credentialId");
    EXPECT_EQ(code(R"({"credentialId":")" + id + "\"}"), "400 missing-member /credentialStatus");
    EXPECT_EQ(code(change(id, "message", "true")), "400 status-not-assigned /credentialStatus");
    EXPECT_EQ(code(change(id, "revocation", "2")), "400 status-value /status");
    EXPECT_EQ(code(change(id, "revocation", "256")), "400 wrong-type /status");
    EXPECT_EQ(code(change(id, "revocation", "\"yes\"")), "400 wrong-type /status");
    EXPECT_EQ(code(R"({"credentialId":")" + id +
                   R"(","credentialStatus":{"statusPurpose":"revocation","statusListIndex":"x"}})"),
              "400 status-entry-mismatch /credentialStatus");
    EXPECT_EQ(verify(credential).status, 200);
}

TEST_F(Statuses, ACredentialIsNamedByItsIdByItsAddressAndByTheLastPartOfIt) {
    const auto response = app.post("/credentials/issue", R"({"credential":{
        "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:00000000-0000-4000-8000-000000000042",
        "type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:subject"}}})");
    ASSERT_EQ(response.status, 201);
    const std::string address(*response.fields.find("Location"));
    const auto suspend = [&](const std::string& name, const std::string& value) {
        return app.post("/credentials/status", change(name, "suspension", value)).status;
    };
    EXPECT_EQ(suspend("urn:uuid:00000000-0000-4000-8000-000000000042", "true"), 200);
    expect_failed(verify(response.body), "suspended");
    EXPECT_EQ(suspend(address, "false"), 200);
    EXPECT_EQ(verify(response.body).status, 200);
    EXPECT_EQ(suspend(address.substr(address.rfind('/') + 1), "true"), 200);
    expect_failed(verify(response.body), "suspended");
}

TEST_F(Statuses, TheOptionTurnsItOffOrAsksForOthers) {
    EXPECT_FALSE(json::parse(issued(R"({"credentialStatus":false})"))->as_object().contains("credentialStatus"));
    EXPECT_TRUE(entry_of(issued(R"({"credentialStatus":true})"), "suspension").is_object());
    const auto one = issued(R"({"credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"}})");
    EXPECT_TRUE(json::parse(one)->at("credentialStatus").is_object());
    for (const auto* bad :
         {R"("yes")", R"([1])", R"({"type":"OtherStatus","statusPurpose":"revocation"})", R"({"statusPurpose":""})",
          R"({"statusPurpose":"message","statusSize":2})", R"({"statusPurpose":"revocation","statusListIndex":"4"})",
          R"([{"statusPurpose":"revocation"},{"statusPurpose":"revocation"}])"}) {
        const auto response = app.post("/credentials/issue", std::string("{\"credential\":") + kCredential +
                                                                 ",\"options\":{\"credentialStatus\":" + bad + "}}");
        EXPECT_EQ(response.status, 400) << bad;
        EXPECT_TRUE(text_at(body_of(response), "pointer").starts_with("/options/credentialStatus")) << response.body;
    }
}

TEST_F(Statuses, MessagesOfSeveralBits) {
    const auto credential = issued(R"({"credentialStatus":[{"statusPurpose":"revocation"},{"statusPurpose":"message",
        "statusSize":2,"statusMessage":[{"status":"0x0","message":"pending"},{"status":"0x1","message":"accepted"},
        {"status":"0x2","message":"rejected"},{"status":"0x3","message":"undefined"}],
        "statusReference":"https://issuer.example/dictionary"}]})");
    EXPECT_EQ(set(credential, "message", "\"0x2\"").status, 200);
    EXPECT_EQ(listed(credential, "message"), 2U);
    const auto report = verify(credential);
    EXPECT_EQ(report.status, 200) << report.body;
    EXPECT_NE(report.body.find("rejected"), std::string::npos);
    EXPECT_EQ(set(credential, "message", "1").status, 200);
    EXPECT_EQ(listed(credential, "message"), 1U);
}

TEST_F(Statuses, ARefusedCredentialUsesNoPlace) {
    const auto before = std::stoll(text_at(entry_of(issued(), "revocation"), "statusListIndex"));
    for (int i = 0; i < 3; ++i) {
        const auto refused = app.post("/credentials/issue", R"({"credential":{"@context":
            ["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]}})");
        EXPECT_EQ(refused.status, 400);
    }
    // The place that was given back three times goes to the next one; what comes after is another.
    const auto next = std::stoll(text_at(entry_of(issued(), "revocation"), "statusListIndex"));
    EXPECT_NE(next, before);
    const auto lists = app.services().store.status_lists("alpha");
    ASSERT_TRUE(lists);
    EXPECT_EQ(lists->size(), 2U);
}

TEST_F(Statuses, ACredentialWithAStatusOfItsOwnKeepsIt) {
    const std::string own = R"({"@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:subject"},
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "7", "statusListCredential": "https://other.example/lists/1"}})";
    const auto response = app.post("/credentials/issue", "{\"credential\":" + own + "}");
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_EQ(text_at(entry_of(response.body, "revocation"), "statusListIndex"), "7");
    const auto both =
        app.post("/credentials/issue",
                 "{\"credential\":" + own + R"(,"options":{"credentialStatus":{"statusPurpose":"revocation"}}})");
    EXPECT_EQ(both.status, 400);
    EXPECT_EQ(text_at(body_of(both), "pointer"), "/credential/credentialStatus");
}

TEST(StatusAccess, OnlyIssuersSetStatuses) {
    test::TestApp app(false, "https://badges.example.org");
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    const auto response = app.post("/credentials/status", "{}");
    EXPECT_EQ(response.status, 401);
    const auto batch = app.post("/issuers/alpha/credentials/status/batch", "[]");
    EXPECT_EQ(batch.status, 401);
}

}  // namespace
}  // namespace blason
