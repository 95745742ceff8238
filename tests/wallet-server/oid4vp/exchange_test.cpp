// A verifier asks, a wallet answers: every form of credential, every prefix, both ways to post.
#include "tests/wallet-server/oid4vp/fixture.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kBase;
using test::text_at;

class Oid4vp : public test::Oid4vpTest {};

constexpr const char* kAnyBadge = R"("ask": {})";

TEST_F(Oid4vp, EveryFormEveryPrefixBothWaysToPost) {
    const std::vector<std::pair<std::string, std::string>> forms{
        {"badge", issued(badge(holder_did()), vc::Format::DataIntegrity)},
        {"badge_jwt", issued(badge(holder_did()), vc::Format::Jwt)},
        {"badge_sd_jwt", issued(badge(holder_did()), vc::Format::SdJwt)}};
    for (const std::string prefix : {"redirect_uri", "decentralized_identifier", "x509_san_dns", "x509_hash"}) {
        for (const std::string mode : {"direct_post", "direct_post.jwt"}) {
            for (const auto& [query, credential] : forms) {
                SCOPED_TRACE(prefix + " " + mode + " " + query);
                const auto asked = ask("{" + std::string(kAnyBadge) + R"(, "responseMode": ")" + mode +
                                       R"(", "clientIdPrefix": ")" + prefix + "\"}");
                ASSERT_TRUE(text_at(asked, "clientId").starts_with(prefix + ":"));
                const auto sent = presented(text_at(asked, "requestUri"), {credential});
                ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
                EXPECT_TRUE(sent->posted);
                EXPECT_EQ(sent->redirect_uri, "");
                const auto result = result_of(asked);
                ASSERT_EQ(text_at(result, "status"), "answered");
                EXPECT_EQ(text_at(result.at("result"), "outcome"), "valid");
                const auto& shown = result.at("result").at("presentations").at(json::key(query)).at(0);
                EXPECT_EQ(shown.at("credential").at("credentialSubject").at("achievement").at("name"), "Reader");
                EXPECT_EQ(text_at(shown.at("report"), "outcome"), "valid");
                EXPECT_TRUE(shown.at("holderBound").as_bool());
            }
        }
    }
}

TEST_F(Oid4vp, WhatTheVerifierSaysItCannotReadIsNotShown) {
    const auto as_jwt = issued(badge(holder_did()), vc::Format::Jwt);  // ES256, shown with EdDSA
    const auto as_json = issued(badge(holder_did()), vc::Format::DataIntegrity);
    const auto suite_for = [&](const std::string& formats) -> std::string {
        const json::Object asked{{"client_id", "redirect_uri:https://v.example/answer"},
                                 {"response_type", "vp_token"},
                                 {"response_mode", "fragment"},
                                 {"nonce", "n"},
                                 {"client_metadata", json::Object{{"vp_formats_supported", *json::parse(formats)}}},
                                 {"dcql_query", *json::parse(R"({"credentials": [
                {"id": "json", "format": "ldp_vc", "meta": {"type_values": [["OpenBadgeCredential"]]}},
                {"id": "jwt", "format": "jwt_vc_json", "meta": {"type_values": [["OpenBadgeCredential"]]}}],
                "credential_sets": [{"options": [["json"], ["jwt"]]}]})")}};
        text::FormFields fields;
        for (const auto& [name, value] : asked)
            fields.emplace_back(std::string(name),
                                value.is_string() ? std::string(json::view(value)) : json::serialize(value));
        const auto consent = considered("openid4vp://?" + text::form_encode(fields), {as_json, as_jwt});
        if (!consent) return consent.error().code;
        const auto token = token_of(*consent);
        if (!token) return token.error().code;
        if (token->contains("jwt")) return "jwt";
        return text_at(token->at("json").at(0).at("proof"), "cryptosuite");
    };
    EXPECT_EQ(suite_for(R"({"ldp_vc": {}, "jwt_vc_json": {}})"), "eddsa-rdfc-2022");
    EXPECT_EQ(suite_for(R"({"ldp_vc": {"cryptosuite_values": ["ecdsa-rdfc-2019", "eddsa-jcs-2022"]}})"),
              "eddsa-jcs-2022");
    // The credential can be read, and not what this key makes around it; then the other form is shown.
    EXPECT_EQ(suite_for(R"({"ldp_vc": {"cryptosuite_values": ["ecdsa-rdfc-2019"]},
                            "jwt_vc_json": {"alg_values": ["ES256", "Ed25519"]}})"),
              "jwt");
    EXPECT_EQ(suite_for(R"({"ldp_vc": {"proof_type_values": ["Ed25519Signature2020"]},
                            "jwt_vc_json": {"alg_values": ["EdDSA"]}})"),
              "dcql-unsatisfied");
    EXPECT_EQ(suite_for(R"({"ldp_vc": {"cryptosuite_values": ["ecdsa-rdfc-2019"]},
                            "jwt_vc_json": {"alg_values": ["ES256"]}})"),
              "dcql-unsatisfied");
}

TEST_F(Oid4vp, AnSdJwtVc) {
    const auto asked = ask(R"({"dcqlQuery": {"credentials": [{"id": "reader", "format": "dc+sd-jwt",
        "meta": {"vct_values": ["https://alpha.example/vct/reader"]}, "claims": [{"path": ["name"]}]}]},
        "responseMode": "direct_post.jwt"})");
    const auto sent = presented(text_at(asked, "requestUri"), {sd_jwt_vc()});
    ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
    const auto result = result_of(asked);
    const auto& shown = result.at("result").at("presentations").at("reader").at(0);
    EXPECT_EQ(shown.at("credential").at("name"), "Reader");
    EXPECT_EQ(json::find(shown.at("credential"), "email"), nullptr);
}

TEST_F(Oid4vp, ByValueAndWithPost) {
    const auto credential = issued(badge(holder_did()), vc::Format::Jwt);
    const auto by_value = ask(R"({"ask": {}, "byValue": true})");
    EXPECT_NE(text_at(by_value, "requestUri").find("request=ey"), std::string::npos);
    EXPECT_TRUE(presented(text_at(by_value, "requestUri"), {credential}));
    const auto with_post = ask(R"({"ask": {}, "requestUriMethod": "post"})");
    EXPECT_NE(text_at(with_post, "requestUri").find("request_uri_method=post"), std::string::npos);
    const auto sent = presented(text_at(with_post, "requestUri"), {credential});
    EXPECT_TRUE(sent) << sent.error().detail;
}

TEST_F(Oid4vp, SelectiveAVerifierThatAsksForTheNameNeverSeesTheAddress) {
    const std::string query = R"({"dcqlQuery": {"credentials": [{"id": "a", "format": "FORMAT",
        "meta": {"type_values": [["OpenBadgeCredential"]]},
        "claims": [{"path": ["credentialSubject", "achievement", "name"]}]}]}})";
    for (const auto& [format, credential] :
         {std::pair<std::string, std::string>("vc+sd-jwt", issued(badge(holder_did()), vc::Format::SdJwt)),
          std::pair<std::string, std::string>(
              "ldp_vc", issued(badge(holder_did()), vc::Format::DataIntegrity, "ecdsa-sd-2023"))}) {
        SCOPED_TRACE(format);
        auto body = query;
        body.replace(body.find("FORMAT"), 6, format);
        const auto asked = ask(body);
        client_.posts.clear();
        const auto sent = presented(text_at(asked, "requestUri"), {credential});
        ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
        ASSERT_EQ(client_.posts.size(), 1U);
        const auto result = result_of(asked);
        const auto& shown = result.at("result").at("presentations").at("a").at(0);
        EXPECT_EQ(shown.at("credential").at("credentialSubject").at("achievement").at("name"), "Reader");
        // Not in what was sent, whatever its coding, and not in what is kept.
        EXPECT_EQ(json::serialize(result).find("learner@example.org"), std::string::npos);
        EXPECT_EQ(json::find(shown.at("credential").at("credentialSubject"), "identifier"), nullptr);
        const auto fields = text::form_decode(client_.posts[0].body);
        ASSERT_TRUE(fields);
        EXPECT_EQ((*fields)[0].second.find("learner@"), std::string::npos);
        EXPECT_EQ((*fields)[0].second.find(text::base64url_encode(as_bytes("learner@exam")).substr(0, 12)),
                  std::string::npos);
    }
}

TEST_F(Oid4vp, TheHolderSeesWhoAsksForWhatAndChooses) {
    const auto first = issued(badge(holder_did()), vc::Format::SdJwt);
    const auto second = issued(badge(holder_did(), "Writer"), vc::Format::SdJwt);
    const auto asked = ask(R"({"ask": {}, "name": "A library"})");
    const auto consent = considered(text_at(asked, "requestUri"), {first, second});
    ASSERT_TRUE(consent) << consent.error().detail;
    const auto seen = service::oid4vp::to_json(*consent);
    EXPECT_EQ(text_at(seen.at("verifier"), "clientId"), text_at(asked, "clientId"));
    EXPECT_EQ(text_at(seen.at("verifier"), "saysItIs"), "A library");
    EXPECT_FALSE(seen.at("verifier").at("vouched").as_bool());
    const auto& candidates = seen.at("queries").at(2).at("candidates").as_array();
    ASSERT_EQ(candidates.size(), 2U);
    EXPECT_EQ(text_at(candidates[1], "name"), "Writer");
    const auto choice = service::oid4vp::read_choice({{"badge_sd_jwt", {"c1"}}}, *consent);
    ASSERT_TRUE(choice) << choice.error().detail;
    auto answer = service::oid4vp::make_answer(*consent, *choice, service::OneKey(*holder_), side());
    ASSERT_TRUE(answer);
    ASSERT_TRUE(service::oid4vp::send_presentations(*consent, std::move(*answer), side()));
    EXPECT_EQ(result_of(asked).at("result").at("presentations").at("badge_sd_jwt").at(0).at("credential").at("name"),
              "Writer");
    EXPECT_FALSE(service::oid4vp::read_choice({{"badge_sd_jwt", {"c7"}}}, *consent));
    EXPECT_FALSE(service::oid4vp::read_choice({{"nothing", {"c1"}}}, *consent));
}

TEST_F(Oid4vp, AskingForOneAchievementIssuerOrSkill) {
    const auto credential = issued(badge(holder_did()), vc::Format::DataIntegrity);
    const auto authority = did::did_key(authority_->public_key());
    for (const auto& [what, satisfied] :
         {std::pair<std::string, bool>(R"("achievement": "https://alpha.example/achievements/reader")", true),
          {R"("achievement": "https://alpha.example/achievements/writer")", false},
          {R"("issuer": ")" + authority + "\"", true},
          {R"("issuer": "did:example:other")", false},
          {R"("skill": "reading")", true},
          {R"("skill": "swimming")", false},
          {R"("withRecipient": true)", true}}) {
        const auto asked = ask("{\"ask\": {" + what + "}}");
        const auto sent = presented(text_at(asked, "requestUri"), {credential});
        EXPECT_EQ(static_cast<bool>(sent), satisfied) << what << (sent ? "" : sent.error().detail);
        EXPECT_EQ(sent ? "" : sent.error().code, satisfied ? "" : "dcql-unsatisfied");
    }
}

TEST_F(Oid4vp, TransactionsAreAuthorizedByTheHolder) {
    const auto credential = issued(badge(holder_did()), vc::Format::SdJwt);
    const std::string query = R"("dcqlQuery": {"credentials": [{"id": "a", "format": "vc+sd-jwt", "meta": {}}]},
        "transactionData": [{"type": "urn:example:enrol", "credential_ids": ["a"], "course": "12"}])";
    const auto asked = ask("{" + query + "}");
    const auto link = text_at(asked, "requestUri");
    // A wallet that does not know the type says so.
    const auto unknown = considered(link, {credential});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "invalid_transaction_data");
    EXPECT_EQ(text_at(result_of(asked), "status"), "declined");

    const auto again = ask("{" + query + "}");
    const auto consent = considered(text_at(again, "requestUri"), {credential}, {{"urn:example:enrol"}});
    ASSERT_TRUE(consent) << consent.error().detail;
    EXPECT_EQ(service::oid4vp::to_json(*consent).at("transactions").at(0).at("course"), "12");
    // A presentation that does not authorize it is refused.
    auto silent = *consent;
    silent.wish.transaction_data.clear();
    auto answer = answer_of(silent);
    ASSERT_TRUE(answer);
    EXPECT_FALSE(service::oid4vp::send_presentations(silent, std::move(*answer), side()));
    answer = answer_of(*consent);
    ASSERT_TRUE(answer);
    const auto sent = service::oid4vp::send_presentations(*consent, std::move(*answer), side());
    ASSERT_TRUE(sent) << sent.error().detail;
    EXPECT_EQ(result_of(again).at("result").at("transactions").at(0).at("course"), "12");
}

TEST_F(Oid4vp, CredentialsWithoutTheirHolder) {
    const auto credential = issued(badge("did:example:somebody"), vc::Format::DataIntegrity);
    const auto asked = ask(R"({"dcqlQuery": {"credentials": [{"id": "a", "format": "ldp_vc", "meta": {},
        "require_cryptographic_holder_binding": false}]}})");
    const auto sent = presented(text_at(asked, "requestUri"), {credential});
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto result = result_of(asked);
    const auto& shown = result.at("result").at("presentations").at("a").at(0);
    EXPECT_FALSE(shown.at("holderBound").as_bool());
    EXPECT_EQ(shown.at("presentation").at("type").at(0), "VerifiableCredential");
}

TEST_F(Oid4vp, DecliningIsAnAnswer) {
    const auto asked = ask(R"({"ask": {}, "responseMode": "direct_post.jwt"})");
    const auto known = service::oid4vp::fetch_request(text_at(asked, "requestUri"), side());
    ASSERT_TRUE(known);
    ASSERT_TRUE(service::oid4vp::send_error(*known, "access_denied", "No.", side()));
    const auto result = result_of(asked);
    EXPECT_EQ(text_at(result, "status"), "declined");
    EXPECT_EQ(text_at(result.at("result"), "error"), "access_denied");
    EXPECT_FALSE(presented(text_at(asked, "requestUri"), {issued(badge(holder_did()), vc::Format::Jwt)}));
}

TEST_F(Oid4vp, WalletsOfThisServerPresentToo) {
    const auto wallet = app_.services().wallets.create_holder("alpha", "Ada", {});
    ASSERT_TRUE(wallet);
    const auto received =
        app_.services().wallets.receive("alpha", wallet->id, issued(badge(wallet->did), vc::Format::SdJwt), {});
    ASSERT_TRUE(received && received->kept);
    const auto asked = ask(R"({"ask": {}})");
    const std::string path = "/issuers/alpha/wallets/" + wallet->id + "/presentations";
    const auto seen = app_.post(path, R"({"request": ")" + text_at(asked, "requestUri") + "\"}");
    ASSERT_EQ(seen.status, 200) << seen.body;
    const auto consent = body_of(seen);
    EXPECT_TRUE(consent.at("satisfiable").as_bool());
    const auto answered =
        app_.post(path + "/answer", R"({"session": ")" + text_at(consent, "session") +
                                        R"(", "choice": {"badge_sd_jwt": [")" + received->kept->id + "\"]}}");
    ASSERT_EQ(answered.status, 200) << answered.body;
    EXPECT_EQ(text_at(result_of(asked).at("result"), "outcome"), "valid");

    const auto other = app_.services().wallets.create_holder("alpha", "Bob", {});
    const auto stolen = app_.post("/issuers/alpha/wallets/" + other->id + "/presentations/answer",
                                  R"({"session": ")" + text_at(consent, "session") + "\"}");
    EXPECT_EQ(stolen.status, 400);
    EXPECT_EQ(text_at(body_of(stolen), "code"), "session-unknown");
    const auto second = ask(R"({"ask": {}})");
    const auto asked_again = body_of(app_.post(path, R"({"request": ")" + text_at(second, "requestUri") + "\"}"));
    app_.pass_seconds(601);
    EXPECT_EQ(
        text_at(body_of(app_.post(path + "/answer", R"({"session": ")" + text_at(asked_again, "session") + "\"}")),
                "code"),
        "session-unknown");
}

TEST_F(Oid4vp, TheLinkOfTheWebOpensTheWallet) {
    const auto asked = ask(R"({"ask": {}})");
    const auto link = text_at(asked, "link");
    ASSERT_TRUE(link.starts_with(std::string(kBase) + "/openid4vp/open/")) << link;
    const auto opened = app_.get(link.substr(kBase.size()));
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(opened.fields.find("Location"), text_at(asked, "requestUri"));
}

TEST_F(Oid4vp, APersonWhoComesTooLateSeesAPage) {
    const auto asked = ask(R"({"ask": {}})");
    const auto link = text_at(asked, "link").substr(kBase.size());
    app_.pass_seconds(86'400);
    for (const std::string& address : {link, "/presentations/requests/" + text_at(asked, "id") + "/return",
                                       "/issuers/alpha/presentations/requests/" + text_at(asked, "id") + "/return"}) {
        const auto page = app_.get(address, "text/html,*/*;q=0.8");
        EXPECT_GE(page.status, 400) << address;
        EXPECT_EQ(page.fields.find("Content-Type"), "text/html; charset=utf-8") << address << page.body;
        const auto problem = app_.get(address);
        EXPECT_EQ(problem.status, page.status) << address;
        EXPECT_EQ(problem.fields.find("Content-Type"), "application/problem+json") << address;
    }
}

TEST_F(Oid4vp, TheRequestIsChecked) {
    const auto code = [&](const std::string& body) {
        const auto response = app_.post("/presentations/requests", body);
        return std::to_string(response.status) + " " + text_at(body_of(response), "code") + " " +
               text_at(body_of(response), "pointer");
    };
    EXPECT_EQ(code("{}"), "400 missing-member /ask");
    EXPECT_EQ(code(R"({"ask": {}, "dcqlQuery": {}})"), "400 missing-member /ask");
    EXPECT_EQ(code(R"({"ask": {"colour": "blue"}})"), "400 member-unknown /ask/colour");
    EXPECT_EQ(code(R"({"ask": {}, "colour": "blue"})"), "400 member-unknown /colour");
    EXPECT_EQ(code(R"({"ask": {}, "responseMode": "fragment"})"), "400 value-unknown /responseMode");
    EXPECT_EQ(code(R"({"ask": {}, "clientIdPrefix": "origin"})"), "400 value-unknown /clientIdPrefix");
    EXPECT_EQ(code(R"({"ask": {}, "requestUriMethod": "PUT"})"), "400 value-unknown /requestUriMethod");
    EXPECT_EQ(code(R"({"ask": {}, "clientIdPrefix": "pre-registered"})"), "400 client-id-missing /clientId");
    EXPECT_EQ(code(R"({"ask": {}, "expiresIn": 0})"), "400 lifetime /expiresIn");
    EXPECT_EQ(code(R"({"ask": {}, "expiresIn": 3601})"), "400 lifetime /expiresIn");
    EXPECT_EQ(code(R"({"ask": {}, "returnTo": "https://a.example"})"), "400 value-unknown /returnTo");
    EXPECT_EQ(code(R"({"ask": {}, "sameDevice": true, "returnTo": "javascript:alert"})"),
              "400 value-unknown /returnTo");
    EXPECT_EQ(code(R"({"dcqlQuery": {"credentials": []}})"), "400 dcql-empty /dcqlQuery/credentials");
    EXPECT_EQ(code(R"({"dcqlQuery": {}})"), "400 missing-member /dcqlQuery/credentials");
}

}  // namespace
}  // namespace blason
