// Statuses over HTTP: issued with a place in the lists, revoked, suspended, restored, and each answer shows at once.
#include <gtest/gtest.h>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/token_status_list.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kBase = "http://127.0.0.1:8080";
constexpr const char* kCredential = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2"],
  "type": ["VerifiableCredential"],
  "credentialSubject": {"id": "did:example:subject"}
})";

class Statuses : public testing::Test {
  protected:
    void SetUp() override {
        const auto made = app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        ASSERT_TRUE(made) << made.error().detail;
        issuer = *made;
    }
    std::string issued(const std::string& options = "{}") {
        const auto response = app.post("/credentials/issue",
                                       std::string("{\"credential\":") + kCredential + ",\"options\":" + options + "}");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    http::Response verify(const std::string& credential) {
        return app.post("/credentials/verify", "{\"verifiableCredential\":" + credential + "}");
    }
    static std::string id_of(const std::string& credential) { return text_at(*json::parse(credential), "id"); }
    static std::string change(const std::string& id, const std::string& purpose, const std::string& status) {
        return R"({"credentialId":")" + id +
               R"(","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":")" + purpose +
               R"("},"status":)" + status + "}";
    }
    http::Response set(const std::string& credential, const std::string& purpose, const std::string& status = "true") {
        return app.post("/credentials/status", change(id_of(credential), purpose, status));
    }
    static json::Value entry_of(const std::string& credential, const std::string& purpose) {
        const auto document = *json::parse(credential);
        const auto* status = json::find(document, "credentialStatus");
        if (status != nullptr && status->is_array()) {
            for (const auto& entry : status->get_array())
                if (text_at(entry, "statusPurpose") == purpose) return entry;
        } else if (status != nullptr) {
            return *status;
        }
        return nullptr;
    }
    static std::string path_of(const std::string& url) { return url.substr(std::string(kBase).size()); }
    /// The status in the list as it is served.
    unsigned listed(const std::string& credential, const std::string& purpose) {
        const auto entry = vc::status::read_entry(entry_of(credential, purpose), json::Path{});
        EXPECT_TRUE(entry) << entry.error().detail;
        const auto response = app.get(path_of(entry->list), "application/vc");
        EXPECT_EQ(response.status, 200) << response.body;
        const auto list = vc::status::read_list(body_of(response));
        EXPECT_TRUE(list);
        const auto value = vc::status::look_up(*entry, *list);
        EXPECT_TRUE(value) << value.error().detail;
        return value ? *value : 99;
    }
    std::size_t audited(const std::string& act) {
        const auto rows = app.services().store.audit("alpha", 0, 10'000);
        std::size_t count = 0;
        for (const auto& row : *rows)
            if (row.entry.find("\"" + act + "\"") != std::string::npos) ++count;
        return count;
    }
    static void expect_failed(const http::Response& response, const std::string& code) {
        EXPECT_EQ(response.status, 400) << response.body;
        const auto body = body_of(response);
        EXPECT_FALSE(json::find(body, "verified")->get_bool());
        bool found = false;
        for (const auto& check : json::find(body, "checks")->get_array())
            found = found || (text_at(check, "name") == "status" && text_at(check, "outcome") == "fail" &&
                              text_at(check, "code") == code);
        EXPECT_TRUE(found) << response.body;
    }

    test::TestApp app;
    service::Issuer issuer;
};

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
    EXPECT_TRUE(json::find(body_of(set(credential, "revocation")), "changed")->get_bool());
    const auto again = set(credential, "revocation");
    EXPECT_EQ(again.status, 200);
    EXPECT_FALSE(json::find(body_of(again), "changed")->get_bool());
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
    EXPECT_EQ(json::find(body_of(response), "changed")->get_int64(), 1000);
    EXPECT_EQ(audited("credential.revoke"), 1000U);
    expect_failed(verify(first), "revoked");
    EXPECT_EQ(verify(spared).status, 200);
    const auto again = app.post("/credentials/status/batch", body + "]");
    EXPECT_EQ(json::find(body_of(again), "changed")->get_int64(), 0);
}

TEST_F(Statuses, ABatchIsDoneWholeOrNotAtAll) {
    const auto credential = issued();
    const auto good = change(id_of(credential), "revocation", "true");
    const auto refused =
        app.post("/credentials/status/batch", "[" + good + "," + change("urn:x:y", "revocation", "true") + "]");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/1");
    EXPECT_EQ(verify(credential).status, 200);
    EXPECT_EQ(audited("credential.revoke"), 0U);
}

TEST_F(Statuses, ABatchMayBeLines) {
    const auto one = issued();
    const auto two = issued();
    http::Request request;
    request.method = "POST";
    request.path = "/issuers/alpha/credentials/status/batch";
    request.fields.set("Content-Type", "application/x-ndjson");
    request.body = change(id_of(one), "suspension", "true") + "\n\n" + change(id_of(two), "suspension", "true") + "\n";
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
    EXPECT_EQ(code(change(id, "revocation", "2")), "400 status-value /credentialStatus");
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
    EXPECT_EQ(json::find(*json::parse(issued(R"({"credentialStatus":false})")), "credentialStatus"), nullptr);
    EXPECT_TRUE(entry_of(issued(R"({"credentialStatus":true})"), "suspension").is_object());
    const auto one = issued(R"({"credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"}})");
    EXPECT_TRUE(json::find(*json::parse(one), "credentialStatus")->is_object());
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

    http::Request again;
    again.method = "GET";
    again.path = path;
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
