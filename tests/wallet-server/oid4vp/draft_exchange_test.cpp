// Our wallets answer verifiers of drafts 18 to 24, which ask with Presentation Exchange.
#include "engine/crypto/key_agreement.hpp"
#include "tests/wallet-server/oid4vp/draft_verifier.hpp"
#include "tests/wallet-server/oid4vp/fixture.hpp"

namespace blason {
namespace {

using test::body_of;
using test::DraftVerifier;
using test::text_at;

class DraftExchange : public test::Oid4vpTest {
  protected:
    void SetUp() override {
        Oid4vpTest::SetUp();
        elsewhere_ = &verifier_;
    }
    /// One input descriptor with these constraints; `formats`: of the descriptor, empty: none.
    static json::Value definition(const std::string& formats, const std::string& constraints) {
        return *json::parse(R"({"id": "d1", "purpose": "To let you in.", "input_descriptors": [{"id": "the badge.",)" +
                            (formats.empty() ? std::string() : "\"format\": " + formats + ",") +
                            R"("purpose": "To see that you read.", "constraints": )" + constraints + "}]}");
    }
    /// The name of the achievement, and nothing more.
    static std::string name_only(const std::string& more = {}) {
        return R"({"limit_disclosure": "required", "fields": [
            {"path": ["$.credentialSubject.achievement.name", "$.vc.credentialSubject.achievement.name", "$.name"],
             "filter": {"const": "Reader"}}]})" +
               more;
    }
    static std::string name_wanted() {
        return R"({"fields": [{"path": ["$.credentialSubject.achievement.name",
            "$.vc.credentialSubject.achievement.name", "$.name"], "filter": {"type": "string"}}]})";
    }
    Result<DraftVerifier::Answer> posted(const json::Object& request) {
        if (verifier_.posts.empty()) return refused("nothing-posted", "");
        return DraftVerifier::judge(DraftVerifier::parameters_of(verifier_.posts.back()), request, now(),
                                    environment_.get());
    }
    /// The code that the verifier was told last.
    std::string told() {
        return verifier_.posts.empty() ? "nothing"
                                       : text_at(DraftVerifier::parameters_of(verifier_.posts.back()), "error");
    }
    std::string error_of(const json::Object& request, const std::vector<std::string>& credentials = {}) {
        verifier_.posts.clear();
        const auto sent = presented(DraftVerifier::link(request), credentials);
        return sent ? "sent" : sent.error().code;
    }

    DraftVerifier verifier_;
};

TEST_F(DraftExchange, EveryForm) {
    struct Case {
        std::string what;
        std::string credential;
        std::string formats;
        std::string constraints;
        std::string entry;  ///< of the descriptor map, without its id
    };
    const std::string inside_jwt =
        R"("format": "jwt_vp_json", "path": "$", "path_nested": {"id": "the badge.", "format": "jwt_vc_json",
           "path": "$.vp.verifiableCredential[0]"}})";
    const std::string inside_ldp =
        R"("format": "ldp_vp", "path": "$", "path_nested": {"id": "the badge.", "format": "ldp_vc",
           "path": "$.verifiableCredential[0]"}})";
    const std::vector<Case> cases{
        {"ldp_vc", issued(badge(holder_did()), vc::Format::DataIntegrity),
         R"({"ldp_vc": {"proof_type": ["DataIntegrityProof"]}})", name_wanted(), inside_ldp},
        {"ecdsa-sd", issued(badge(holder_did()), vc::Format::DataIntegrity, "ecdsa-sd-2023"), "", name_only(),
         inside_ldp},
        {"jwt", issued(badge(holder_did()), vc::Format::Jwt), R"({"jwt_vc_json": {"alg": ["ES256"]}})", name_wanted(),
         inside_jwt},
        {"older designations", issued(badge(holder_did()), vc::Format::Jwt), R"({"jwt_vc": {"alg": ["ES256"]},
          "jwt_vp": {"alg": ["EdDSA"]}})",
         name_wanted(),
         R"("format": "jwt_vp", "path": "$", "path_nested": {"id": "the badge.", "format": "jwt_vc",
           "path": "$.vp.verifiableCredential[0]"}})"},
        {"badge as SD-JWT", issued(badge(holder_did()), vc::Format::SdJwt), R"({"vc+sd-jwt": {}})", name_only(),
         R"("format": "vc+sd-jwt", "path": "$"})"},
        {"SD-JWT VC", sd_jwt_vc(), R"({"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"]}})", name_only(),
         R"("format": "dc+sd-jwt", "path": "$"})"},
        {"SD-JWT VC by its first name", sd_jwt_vc(), R"({"vc+sd-jwt": {}})", name_only(),
         R"("format": "vc+sd-jwt", "path": "$"})"}};
    for (const Case& one : cases) {
        SCOPED_TRACE(one.what);
        const auto request = DraftVerifier::request(definition(one.formats, one.constraints));
        const auto sent = presented(DraftVerifier::link(request), {one.credential});
        ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
        EXPECT_EQ(sent->redirect_uri, "https://verifier.example/done");
        const auto answer = posted(request);
        ASSERT_TRUE(answer) << answer.error().code << " " << answer.error().detail;
        EXPECT_EQ(vc::pex::to_json(answer->submission).at("descriptor_map").at(0),
                  *json::parse(R"({"id": "the badge.", )" + one.entry));
        EXPECT_EQ(answer->submission.definition_id, "d1");
        const auto form = DraftVerifier::parameters_of(verifier_.posts.back());
        EXPECT_EQ(text_at(form, "state"), "af0ifjsldkj");
        if (one.constraints == name_only()) {
            EXPECT_EQ(json::serialize(answer->checked.claims.at(0).candidate.document.value()).find("learner@"),
                      std::string::npos);
        }
    }
}

TEST_F(DraftExchange, OA22_TheSubmissionIsForThisVerifierAndThisRequest) {
    auto request = DraftVerifier::request(definition("", name_wanted()));
    for (const auto format : {vc::Format::DataIntegrity, vc::Format::Jwt, vc::Format::SdJwt}) {
        ASSERT_TRUE(presented(DraftVerifier::link(request), {issued(badge(holder_did()), format)}));
        EXPECT_TRUE(posted(request));
        for (const auto* parameter : {"client_id", "nonce"}) {
            auto other = request;
            other[parameter] = "https://other.example";
            EXPECT_FALSE(posted(other)) << parameter;
        }
    }
}

TEST_F(DraftExchange, EncryptedAsInJarm) {
    const auto key = crypto::make_key_agreement(*crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, 5)));
    ASSERT_TRUE(key);
    auto jwk = (*key)->public_key().jwk();
    jwk["kid"] = "enc-1";
    jwk["use"] = "enc";
    auto request = DraftVerifier::request(definition("", name_wanted()));
    request["response_mode"] = "direct_post.jwt";
    request["client_metadata"] = json::Object{{"jwks", json::Object{{"keys", json::Array{jwk}}}},
                                              {"authorization_encrypted_response_alg", "ECDH-ES"},
                                              {"authorization_encrypted_response_enc", "A256GCM"}};
    const auto sent = presented(DraftVerifier::link(request), {issued(badge(holder_did()), vc::Format::Jwt)});
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto form = verifier_.posts.back();
    ASSERT_EQ(form.size(), 1U);
    ASSERT_EQ(form[0].first, "response");
    const auto opened = vc::oid4vp::decrypt_response(form[0].second, **key, "enc-1");
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(text_at(json::Value(*opened), "state"), "af0ifjsldkj");
    const auto answer = DraftVerifier::judge(*opened, request, now(), environment_.get());
    EXPECT_TRUE(answer) << answer.error().detail;
}

TEST_F(DraftExchange, SeveralPresentationsAreAList) {
    const auto request = DraftVerifier::request(*json::parse(R"({"id": "d", "input_descriptors": [
        {"id": "a", "format": {"ldp_vc": {}}, "constraints": {}},
        {"id": "b", "format": {"vc+sd-jwt": {}}, "constraints": {"fields": [{"path": ["$.credentialSubject.id"]}]}},
        {"id": "c", "format": {"vc+sd-jwt": {}}, "constraints": {"fields": [{"path": ["$.name"]}]}}]})"));
    const auto sent = presented(DraftVerifier::link(request), {issued(badge(holder_did()), vc::Format::DataIntegrity),
                                                               issued(badge(holder_did()), vc::Format::SdJwt)});
    ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
    const auto answer = posted(request);
    ASSERT_TRUE(answer) << answer.error().detail;
    ASSERT_EQ(answer->token.as_array().size(), 2U) << "what answers two descriptors is shown once";
    std::string paths;
    for (const auto& entry : answer->submission.descriptor_map) paths += entry.id + entry.path + " ";
    EXPECT_EQ(paths, "a$[0] b$[1] c$[1] ");
}

TEST_F(DraftExchange, TheHolderSeesWhoAsksForWhatAndChooses) {
    const auto request = DraftVerifier::request(*json::parse(R"({"id": "d", "purpose": "To let you in.",
        "submission_requirements": [{"rule": "pick", "count": 1, "from": "A"}],
        "input_descriptors": [
          {"id": "json", "group": ["A"], "purpose": "Signed inside", "format": {"ldp_vc": {}}, "constraints": {}},
          {"id": "token", "group": ["A"], "format": {"vc+sd-jwt": {}}, "constraints": {"fields": [
            {"path": ["$.credentialSubject.identifier"]}]}},
          {"id": "other", "group": ["A"], "format": {"jwt_vc_json": {}}, "constraints": {}}]})"));
    const auto consent =
        considered(DraftVerifier::link(request), {issued(badge(holder_did()), vc::Format::DataIntegrity),
                                                  issued(badge(holder_did()), vc::Format::SdJwt),
                                                  issued(badge(holder_did(), "Writer"), vc::Format::SdJwt),
                                                  issued(badge("did:example:somebody"), vc::Format::DataIntegrity)});
    ASSERT_TRUE(consent) << consent.error().detail;
    const auto shown = json::Value(service::oid4vp::to_json(*consent));
    EXPECT_EQ(shown.at("verifier"), *json::parse(R"({"clientId": "https://verifier.example/answers/1",
        "prefix": "redirect_uri", "vouched": false, "answerTo": "https://verifier.example/answers/1"})"));
    EXPECT_EQ(text_at(shown, "purpose"), "To let you in.");
    EXPECT_TRUE(shown.at("satisfiable").as_bool());
    const auto& queries = shown.at("queries").as_array();
    ASSERT_EQ(queries.size(), 3U);
    EXPECT_EQ(queries[0].at("candidates").as_array().size(), 1U) << "not what belongs to somebody else";
    EXPECT_EQ(text_at(queries[0], "purpose"), "Signed inside");
    EXPECT_EQ(text_at(queries[0], "format"), "ldp_vc");
    EXPECT_EQ(queries[0].at("candidates").at(0).at("reveals"), *json::parse(R"([""])"));
    ASSERT_EQ(queries[1].at("candidates").as_array().size(), 2U);
    const auto reveals = json::serialize(queries[1].at("candidates").at(1).at("reveals"));
    EXPECT_NE(reveals.find("/credentialSubject/identifier"), std::string::npos) << reveals;
    EXPECT_EQ(reveals.find("/credentialSubject/achievement"), std::string::npos) << reveals;
    EXPECT_EQ(queries[2].at("candidates").as_array().size(), 0U);
    EXPECT_EQ(shown.at("credentialSets"), *json::parse(R"([{"required": true, "options": [["json"], ["token"]]}])"));

    const auto code = [&](const json::Object& choice) {
        const auto read = service::oid4vp::read_choice(choice, *consent);
        return read ? "" : read.error().code;
    };
    EXPECT_EQ(code({{"token", {"c2"}}}), "");
    EXPECT_EQ(code({{"token", {"c2"}}, {"json", {"c0"}}}), "pex-not-satisfied") << "one, and not both";
    EXPECT_EQ(code({{"token", {"c1", "c2"}}}), "pex-choice");
    EXPECT_EQ(code({{"token", {"c0"}}}), "dcql-choice");
    EXPECT_EQ(code({{"colour", {"c0"}}}), "dcql-choice");
    EXPECT_EQ(code({}), "pex-not-satisfied");
    const auto choice = service::oid4vp::read_choice({{"token", {"c2"}}}, *consent);
    auto answer = service::oid4vp::make_answer(*consent, *choice, service::OneKey(*holder_), side());
    ASSERT_TRUE(answer) << answer.error().detail;
    ASSERT_TRUE(service::oid4vp::send_presentations(*consent, std::move(*answer), side()));
    const auto judged = posted(request);
    ASSERT_TRUE(judged) << judged.error().detail;
    EXPECT_EQ(judged->checked.claims.at(0).candidate.document.value().at("name"), "Writer");
}

TEST_F(DraftExchange, WalletsOfThisServerAnswerToo) {
    const auto wallet = app_.services().wallets.create_holder("alpha", "Ada", {});
    ASSERT_TRUE(wallet);
    const auto received =
        app_.services().wallets.receive("alpha", wallet->id, issued(badge(wallet->did), vc::Format::SdJwt), {});
    ASSERT_TRUE(received && received->kept);
    auto request = DraftVerifier::request(definition("", name_only()));
    const auto whole = request;
    request.erase("presentation_definition");
    request["presentation_definition_uri"] = "https://verifier.example/definition";
    verifier_.documents["https://verifier.example/definition"] = json::serialize(whole.at("presentation_definition"));
    const std::string path = "/issuers/alpha/wallets/" + wallet->id + "/presentations";
    const auto seen = app_.post(path, json::serialize(json::Object{{"request", DraftVerifier::link(request)}}));
    ASSERT_EQ(seen.status, 200) << seen.body;
    const auto consent = body_of(seen);
    EXPECT_TRUE(consent.at("satisfiable").as_bool());
    // What the holder was shown is what is answered: the definition is not fetched again.
    verifier_.documents.clear();
    const auto answered = app_.post(
        path + "/answer", json::serialize(json::Object{
                              {"session", consent.at("session")},
                              {"choice", json::Object{{"the badge.", json::Array{json::key(received->kept->id)}}}}}));
    ASSERT_EQ(answered.status, 200) << answered.body;
    EXPECT_EQ(verifier_.fetched.size(), 1U);
    const auto answer = posted(whole);
    EXPECT_TRUE(answer) << answer.error().detail;
}

TEST_F(DraftExchange, WhatAPathFindsIsFoundInWhatIsShown) {
    auto credential = badge(holder_did());
    auto& identifiers = credential["credentialSubject"].as_object()["identifier"].as_array();
    auto second = identifiers[0];
    second.as_object()["identityHash"] = "ada";
    second.as_object()["identityType"] = "systemId";
    identifiers.push_back(second);
    for (const auto& [credential_text, what] :
         {std::pair(issued(credential, vc::Format::SdJwt), "vc+sd-jwt"),
          std::pair(issued(credential, vc::Format::DataIntegrity, "ecdsa-sd-2023"), "ldp_vc")}) {
        SCOPED_TRACE(what);
        for (const std::string path :
             {"$.credentialSubject.identifier[1].identityHash",
              "$.credentialSubject.identifier[?(@.identityType == 'systemId')].identityHash"}) {
            SCOPED_TRACE(path);
            const auto request =
                DraftVerifier::request(definition("", R"({"limit_disclosure": "required", "fields": [{"path": [")" +
                                                          path + R"("], "filter": {"const": "ada"}}]})"));
            const auto sent = presented(DraftVerifier::link(request), {credential_text});
            ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
            const auto answer = posted(request);
            EXPECT_TRUE(answer) << answer.error().detail;
        }
    }
}

TEST_F(DraftExchange, TransactionsAreAuthorized) {
    auto request = DraftVerifier::request(definition("", name_wanted()));
    request["transaction_data"] = json::Array{json::key(vc::oid4vp::encode_transaction_data(
        {{"type", "urn:example:enrol"}, {"credential_ids", json::Array{"the badge."}}, {"course", "12"}}))};
    const auto credential = issued(badge(holder_did()), vc::Format::SdJwt);
    EXPECT_EQ(error_of(request, {credential}), "invalid_transaction_data");
    EXPECT_EQ(told(), "invalid_transaction_data");
    const auto consent = considered(DraftVerifier::link(request), {credential}, {{"urn:example:enrol"}});
    ASSERT_TRUE(consent) << consent.error().detail;
    auto answer = answer_of(*consent);
    ASSERT_TRUE(answer);
    const auto token = std::string(answer->at("vp_token").as_string());
    const auto binding = token.substr(token.rfind('~') + 1);
    const auto payload =
        text::base64url_decode(binding.substr(binding.find('.') + 1, binding.rfind('.') - binding.find('.') - 1));
    ASSERT_TRUE(payload);
    EXPECT_EQ(json::parse(as_text(*payload))->at("transaction_data_hashes").as_array().size(), 1U);
}

TEST_F(DraftExchange, NothingThatMatchesIsNoAnswer) {
    const auto request = DraftVerifier::request(definition(R"({"jwt_vc_json": {}})", name_wanted()));
    EXPECT_EQ(error_of(request, {issued(badge(holder_did()), vc::Format::SdJwt)}), "pex-not-satisfied");
    EXPECT_EQ(error_of(request, {issued(badge("did:example:somebody"), vc::Format::Jwt)}), "pex-not-satisfied")
        << "somebody else's";
    EXPECT_TRUE(verifier_.posts.empty()) << "nothing is told before the holder agrees";
    const auto consent = considered(DraftVerifier::link(request), {});
    ASSERT_TRUE(consent);
    const auto shown = service::oid4vp::to_json(*consent);
    EXPECT_FALSE(shown.at("satisfiable").as_bool());
    EXPECT_EQ(text_at(shown.at("whyNot"), "pointer"), "/input_descriptors/0");
    // A token cannot be shown in part.
    EXPECT_EQ(
        error_of(DraftVerifier::request(definition("", name_only())), {issued(badge(holder_did()), vc::Format::Jwt)}),
        "pex-not-satisfied");
}

TEST_F(DraftExchange, PresentationsThatTheVerifierDoesNotReadAreNotSent) {
    auto request = DraftVerifier::request(definition("", name_wanted()));
    request["client_metadata"] =
        *json::parse(R"({"vp_formats": {"jwt_vp": {"alg": ["ES256"]}, "jwt_vc": {"alg": ["ES256"]}}})");
    EXPECT_EQ(error_of(request, {issued(badge(holder_did()), vc::Format::Jwt)}), "vp_formats_not_supported")
        << "the holder's key is Ed25519";
    EXPECT_TRUE(verifier_.posts.empty());
}

TEST_F(DraftExchange, TheVerifierIsToldWhatIsWrongWithItsQuestion) {
    const auto good = DraftVerifier::request(definition("", name_wanted()));
    auto both = good;
    both["dcql_query"] = *json::parse(R"({"credentials": [{"id": "a", "format": "ldp_vc", "meta": {}}]})");
    EXPECT_EQ(error_of(both), "invalid_request");
    EXPECT_EQ(told(), "invalid_request");
    auto twice = good;
    twice["presentation_definition_uri"] = "https://verifier.example/definition";
    EXPECT_EQ(error_of(twice), "invalid_request");
    EXPECT_EQ(told(), "invalid_request");
    EXPECT_TRUE(verifier_.fetched.empty());
    auto neither = good;
    neither.erase("presentation_definition");
    neither["nonce"] = "n-0S6_WzA2Mj";
    // Without a definition it is a request of version 1.0, where this client identifier means somebody else.
    EXPECT_EQ(error_of(neither), "invalid_client");
    neither["client_id"] = "redirect_uri:" + std::string(DraftVerifier::kAddress);
    EXPECT_EQ(error_of(neither), "invalid_request");
    EXPECT_EQ(told(), "invalid_request");
    auto mdoc = DraftVerifier::request(definition(R"({"mso_mdoc": {"alg": ["ES256"]}})", name_wanted()));
    EXPECT_EQ(error_of(mdoc), "vp_formats_not_supported");
    EXPECT_EQ(told(), "vp_formats_not_supported");
}

TEST_F(DraftExchange, OA28_DefinitionsElsewhere) {
    auto request = DraftVerifier::request({});
    request.erase("presentation_definition");
    request["presentation_definition_uri"] = "https://verifier.example/definition";
    const std::string address = "https://verifier.example/definition";
    EXPECT_EQ(error_of(request), "invalid_presentation_definition_uri");
    EXPECT_EQ(told(), "invalid_presentation_definition_uri");
    verifier_.documents[address] = "";  // 404
    EXPECT_EQ(error_of(request), "invalid_presentation_definition_reference");
    EXPECT_EQ(told(), "invalid_presentation_definition_reference");
    verifier_.documents[address] = "<html>";
    EXPECT_EQ(error_of(request), "invalid_presentation_definition_reference");
    auto large = definition("", name_wanted());
    large.as_object()["name"] = std::string(256U << 10U, 'a');
    verifier_.documents[address] = json::serialize(large);
    EXPECT_EQ(error_of(request), "invalid_presentation_definition_reference");
    EXPECT_EQ(told(), "invalid_presentation_definition_reference");
    verifier_.documents[address] = R"({"id": "d", "input_descriptors": 1})";
    EXPECT_EQ(error_of(request), "invalid_request");
    EXPECT_EQ(told(), "invalid_request");
    verifier_.documents[address] = json::serialize(definition("", name_wanted()));
    EXPECT_EQ(error_of(request, {issued(badge(holder_did()), vc::Format::SdJwt)}), "sent");
}

TEST_F(DraftExchange, OA27_WhoIsNotKnownIsToldNothing) {
    const auto refused_in_silence = [&](const std::string& parameter, const json::Value& value) {
        auto request = DraftVerifier::request(definition("", name_wanted()));
        request[json::key(parameter)] = value;
        const auto code = error_of(request, {issued(badge(holder_did()), vc::Format::SdJwt)});
        return verifier_.posts.empty() && verifier_.fetched.empty() ? code : "told: " + code;
    };
    EXPECT_EQ(refused_in_silence("response_uri", "https://thief.example/answers"), "invalid_client");
    EXPECT_EQ(refused_in_silence("client_id_scheme", "did"), "invalid_request");
    EXPECT_EQ(refused_in_silence("client_id_scheme", "x509_san_dns"), "invalid_client");
    EXPECT_EQ(refused_in_silence("client_id_scheme", "pre-registered"), "invalid_client");
    EXPECT_EQ(refused_in_silence("client_id_scheme", "x509_san_uri"), "invalid_request");
    EXPECT_EQ(refused_in_silence("redirect_uri", DraftVerifier::kAddress), "invalid_request");
    EXPECT_EQ(refused_in_silence("nonce", ""), "invalid_request");
    EXPECT_EQ(refused_in_silence("response_type", "id_token"), "unsupported_response_type");
}

}  // namespace
}  // namespace blason
