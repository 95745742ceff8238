// The Open Badges 3.0 API, provider side: badges and profiles that are sent to a wallet, and how they come back.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "tests/wallet-server/api/openbadges_api.hpp"

namespace blason {
namespace {

using test::body_of;
using test::field;
using test::kCredentials;
using test::kProfile;
using test::minor_of;
using test::OpenBadgesApi;
using test::text_at;

TEST_F(OpenBadgesApi, ABadgeIsKeptAndReadBackByteForByte) {
    const auto text = "\n " + badge() + " \n";
    const auto created = send("POST", kCredentials, text, "application/vc+ld+json");
    EXPECT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(created.body, text);
    EXPECT_EQ(field(created, "Content-Type"), "application/vc+ld+json");
    const auto list = get(kCredentials);
    EXPECT_EQ(list.status, 200);
    EXPECT_EQ(list.body, "{\"credential\":[" + text + "]}");
    EXPECT_EQ(field(list, "X-Total-Count"), "1");
    EXPECT_EQ(held(), 1U);  // where the pages show it
}

TEST_F(OpenBadgesApi, ACompactJwsIsText) {
    test::BadgeOf of;
    of.format = vc::Format::Jwt;
    const auto token = badge(of);
    EXPECT_EQ(send("POST", kCredentials, token, "application/json").status, 415);
    EXPECT_EQ(send("POST", kCredentials, badge(), "text/plain").status, 400);
    const auto created = send("POST", kCredentials, token + "\n", "text/plain; charset=utf-8");
    EXPECT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(created.body, token + "\n");
    EXPECT_EQ(get(kCredentials).body, "{\"compactJwsString\":[\"" + token + "\"]}");
    EXPECT_EQ(send("POST", kCredentials, badge(numbered(2))).status, 201);
    const auto both = body_of(get(kCredentials));
    EXPECT_EQ(json::find(both, "credential")->get_array().size(), 1U);
    EXPECT_EQ(json::find(both, "compactJwsString")->get_array().size(), 1U);
}

TEST_F(OpenBadgesApi, AnEqualBadgeIsReplacedByItsNewerRevision) {
    test::BadgeOf of;
    const auto first = badge(of);
    of.valid_from = "2027-01-10T00:00:00Z";
    const auto newer = badge(of);
    of.valid_from = "2026-12-01T00:00:00Z";
    const auto older = badge(of);
    EXPECT_EQ(send("POST", kCredentials, first).status, 201);
    EXPECT_EQ(send("POST", kCredentials, first).status, 200);  // the same again
    const auto replaced = send("POST", kCredentials, newer);
    EXPECT_EQ(replaced.status, 200);
    EXPECT_EQ(replaced.body, newer);
    EXPECT_EQ(get(kCredentials).body, "{\"credential\":[" + newer + "]}");
    EXPECT_EQ(send("POST", kCredentials, older).status, 200);
    EXPECT_EQ(get(kCredentials).body, "{\"credential\":[" + newer + "]}");
    EXPECT_EQ(held(), 1U);
    // As a token it is still the same badge.
    of.valid_from = "2027-01-11T00:00:00Z";
    of.format = vc::Format::Jwt;
    EXPECT_EQ(send("POST", kCredentials, badge(of), "text/plain").status, 200);
    EXPECT_NE(get(kCredentials).body.find("compactJwsString"), std::string::npos);
    EXPECT_EQ(held(), 1U);
}

TEST_F(OpenBadgesApi, OnlyBadgesThatVerifyAreKept) {
    const auto text = badge();
    auto forged = text;
    forged.replace(forged.find("Reads books."), 5, "Likes");
    const auto refused = send("POST", kCredentials, forged);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(minor_of(refused), "invalid_data");
    EXPECT_NE(text_at(body_of(refused), "imsx_description").find("/proof"), std::string::npos) << refused.body;
    EXPECT_EQ(send("POST", kCredentials, "{}").status, 400);
    EXPECT_EQ(send("POST", kCredentials, "{\"a\"").status, 400);
    EXPECT_EQ(send("POST", kCredentials, "").status, 400);
    EXPECT_EQ(send("POST", kCredentials, text, "image/png").status, 415);
    EXPECT_EQ(minor_of(send("POST", kCredentials, text, "image/png")), "not_acceptable");

    // A credential that is valid, and no badge.
    auto plain = json::parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:1",
                                 "type": ["VerifiableCredential"], "credentialSubject": {"id": "urn:x:2"}})");
    service::IssueCredential request;
    request.org = "alpha";
    request.credential = std::move(*plain);
    const auto issued = app.services().issuers.issue_credential(std::move(request), {});
    ASSERT_TRUE(issued) << issued.error().detail;
    const auto other = send("POST", kCredentials, issued->text);
    EXPECT_EQ(other.status, 400);
    EXPECT_NE(text_at(body_of(other), "imsx_description").find("open-badge-expected"), std::string::npos);
    EXPECT_EQ(held(), 0U);
}

/// What an issuer elsewhere gives a holder who may leave parts out.
std::string with_base_proof() {
    vc::IssueOptions options;
    options.cryptosuite = "ecdsa-sd-2023";
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    const auto key = test::test_key(crypto::KeyType::P256, 3);
    const auto secured = vc::issue(test::badge(), *key, options, test::environment());
    EXPECT_TRUE(secured);
    return secured ? secured->text : std::string();
}

TEST_F(OpenBadgesApi, ABaseProofIsShownAsWhatVerifiersTake) {
    const auto text = with_base_proof();
    ASSERT_EQ(send("POST", kCredentials, text).status, 201);
    const auto first = get(kCredentials);
    const auto body = body_of(first);
    const auto& shown = json::find(body, "credential")->get_array().at(0);
    const auto report = app.services().verifier.verify(shown, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->verdict(), vc::Verdict::Valid) << first.body;
    auto whole = *json::parse(text);
    EXPECT_EQ(json::find(shown, "credentialSubject")->get_object(),
              json::find(whole, "credentialSubject")->get_object());
    EXPECT_EQ(field(first, "ETag"), field(get(kCredentials), "ETag")) << "the same each time";
    EXPECT_EQ(app.services().wallets.credentials("alpha", holder)->front().text, text) << "the holder has it all";
}

TEST_F(OpenBadgesApi, TheProfileIsWhatTheHolderSent) {
    const auto first = body_of(get(kProfile));
    EXPECT_EQ(text_at(first, "id"), "did:example:ada");
    EXPECT_EQ(text_at(first, "name"), "ada");
    const std::string sent =
        "{\n  \"@context\": [\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"], \"type\": [\"Profile\"],"
        " \"id\": \"https://1edtech.org/issuers/cert\", \"name\": \"Été\", \"phone\": \"111-222-3333\" }";
    const auto put = send("PUT", kProfile, sent);
    EXPECT_EQ(put.status, 200) << put.body;
    EXPECT_EQ(put.body, sent);
    EXPECT_EQ(get(kProfile).body, sent);
    app.reopen();
    EXPECT_EQ(*app.services().wallets.profile("alpha", holder), sent);
}

TEST_F(OpenBadgesApi, AProfileThatIsNoneIsRefused) {
    for (const auto* body :
         {"", "[]", "{}", R"({"type": ["Profile"]})", R"({"id": "https://a.example/", "type": ["Person"]})",
          R"({"id": "not a url", "type": ["Profile"]})",
          R"({"id": "https://a.example/", "type": ["Profile"], "url": 1})",
          R"({"id": "https://a.example/", "type": ["Profile"], "name": null})"}) {
        const auto response = send("PUT", kProfile, body);
        EXPECT_EQ(response.status, 400) << body;
        EXPECT_EQ(text_at(body_of(response), "imsx_codeMajor"), "failure") << body;
    }
    EXPECT_EQ(send("PUT", kProfile, R"({"id": "https://a.example/", "type": "Profile"})").status, 200);
    EXPECT_EQ(send("PUT", kProfile, "{}", "text/plain").status, 415);
}

}  // namespace
}  // namespace blason
