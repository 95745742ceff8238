// What attackers do to a verifier and to a wallet, by the ids of the list of attacks.
#include <atomic>
#include <thread>

#include "engine/jose/jwt.hpp"
#include "tests/wallet-server/oid4vp/fixture.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kBase;
using test::text_at;

class Oid4vpAttack : public test::Oid4vpTest {
  protected:
    /// What a wallet would post to answer a request.
    test::LoopClient::Post answer_to(const json::Value& asked, const std::string& credential) {
        const auto consent = considered(text_at(asked, "requestUri"), {credential});
        EXPECT_TRUE(consent) << consent.error().detail;
        auto token = token_of(*consent);
        EXPECT_TRUE(token) << token.error().detail;
        return form_of(*consent, *token, consent->known.request.state);
    }
    static test::LoopClient::Post form_of(const service::oid4vp::Consent& consent, const json::Object& token,
                                          const std::string& state) {
        return {consent.known.request.answer_to,
                text::form_encode({{"vp_token", json::serialize(token)}, {"state", state}})};
    }
    std::string refused(const test::LoopClient::Post& post) {
        const auto response = post_form(post.url, post.body);
        return std::to_string(response.status) + " " + text_at(body_of(response), "error_description");
    }
    bool refused_with(const test::LoopClient::Post& post, const std::string& code) {
        const auto answer = refused(post);
        const bool good = answer.starts_with("400 ") && answer.find("(" + code + ")") != std::string::npos;
        if (!good) ADD_FAILURE() << answer << ", not " << code;
        return good;
    }
    std::string credential_ = issued(badge(holder_did()), vc::Format::SdJwt);
};

TEST_F(Oid4vpAttack, OA22_AnAnswerCountsOnce) {
    const auto asked = ask(R"({"ask": {}})");
    const auto post = answer_to(asked, credential_);
    EXPECT_EQ(post_form(post.url, post.body).status, 200);
    EXPECT_TRUE(refused_with(post, "request-unknown"));
}

TEST_F(Oid4vpAttack, OA22_InParallelExactlyOneOfAHundred) {
    const auto asked = ask(R"({"ask": {}, "sameDevice": true})");
    const auto post = answer_to(asked, credential_);
    constexpr int kThreads = 10;
    constexpr int kEach = 10;
    std::atomic<int> accepted{0};
    std::atomic<int> refusals{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < kEach; ++k) {
                const auto status = post_form(post.url, post.body).status;
                if (status == 200) ++accepted;
                if (status == 400) ++refusals;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(accepted, 1);
    EXPECT_EQ(refusals, kThreads * kEach - 1);
}

TEST_F(Oid4vpAttack, OA22_AnswersToOtherRequests) {
    const auto first = ask(R"({"ask": {}})");
    const auto second = ask(R"({"ask": {}})");
    const auto to_first = answer_to(first, credential_);
    const auto to_second = answer_to(second, credential_);
    // The whole answer, at another request's address: its state is not there.
    EXPECT_TRUE(refused_with({to_second.url, to_first.body}, "state-mismatch"));
    // With the right state, but the nonce of another request.
    const auto consent = considered(text_at(second, "requestUri"), {credential_});
    const auto other = considered(text_at(first, "requestUri"), {credential_});
    EXPECT_TRUE(
        refused_with(form_of(*consent, *token_of(*other), consent->known.request.state), "presentation-refused"));
    EXPECT_EQ(text_at(result_of(second), "status"), "open");
    EXPECT_EQ(post_form(to_second.url, to_second.body).status, 200);
}

TEST_F(Oid4vpAttack, OA22_AnotherAudience) {
    for (const auto format : {vc::Format::SdJwt, vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const auto credential = issued(badge(holder_did()), format);
        const auto asked = ask(R"({"ask": {}})");
        const auto consent = considered(text_at(asked, "requestUri"), {credential});
        ASSERT_TRUE(consent);
        // The client identifier without its prefix is another verifier's name.
        auto shortened = *consent;
        shortened.known.request.client.text = consent->known.request.client.identifier;
        EXPECT_TRUE(refused_with(form_of(*consent, *token_of(shortened), consent->known.request.state),
                                 "presentation-refused"));
        auto elsewhere = *consent;
        elsewhere.known.request.client.text = "redirect_uri:https://other.example";
        EXPECT_TRUE(refused_with(form_of(*consent, *token_of(elsewhere), consent->known.request.state),
                                 "presentation-refused"));
        auto old = *consent;
        old.known.request.nonce = "another-nonce";
        EXPECT_TRUE(
            refused_with(form_of(*consent, *token_of(old), consent->known.request.state), "presentation-refused"));
        EXPECT_EQ(text_at(result_of(asked), "status"), "open");
    }
}

TEST_F(Oid4vpAttack, OA22_AnExpiredRequestIsOver) {
    const auto asked = ask(R"({"ask": {}, "expiresIn": 60})");
    const auto post = answer_to(asked, credential_);
    app_.pass_seconds(60);
    EXPECT_TRUE(refused_with(post, "request-unknown"));
    EXPECT_EQ(text_at(result_of(asked), "status"), "expired");
    EXPECT_FALSE(service::oid4vp::fetch_request(text_at(asked, "requestUri"), side()));
}

TEST_F(Oid4vpAttack, OA23_TheBrowserThatAskedGetsTheAnswerOnce) {
    const auto asked = ask(R"({"ask": {}, "sameDevice": true})");
    const auto sent = presented(text_at(asked, "requestUri"), {credential_});
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto mark = sent->redirect_uri.find("response_code=");
    ASSERT_NE(mark, std::string::npos) << sent->redirect_uri;
    const auto code = sent->redirect_uri.substr(mark + 14, 32);
    // Not by the id alone, which the attacker who made the request knows.
    EXPECT_FALSE(result_of(asked).as_object().contains("result"));
    const std::string path = "/presentations/requests/" + text_at(asked, "id") + "/result";
    const auto collect = [&](const std::string& session, const std::string& with) {
        return app_.post(path, R"({"session": ")" + session + R"(", "responseCode": ")" + with + "\"}");
    };
    const auto session = text_at(asked, "session");
    EXPECT_EQ(collect("", code).status, 403);
    EXPECT_EQ(collect("another", code).status, 403);
    EXPECT_EQ(collect(session, "").status, 403);
    EXPECT_EQ(collect(session, "another").status, 403);
    const auto collected = collect(session, code);
    ASSERT_EQ(collected.status, 200) << collected.body;
    EXPECT_EQ(text_at(body_of(collected).at("result"), "outcome"), "valid");
    EXPECT_EQ(collect(session, code).status, 403);
    EXPECT_FALSE(result_of(asked).as_object().contains("result"));
}

TEST_F(Oid4vpAttack, OA23_AResponseCodeLastsAMinute) {
    const auto asked = ask(R"({"ask": {}, "sameDevice": true})");
    const auto sent = presented(text_at(asked, "requestUri"), {credential_});
    ASSERT_TRUE(sent);
    const auto target = sent->redirect_uri.substr(kBase.size());
    const auto come_back = [&](const std::string& cookie) {
        auto request = test::request_of("GET", target);
        if (!cookie.empty()) request.fields.set("Cookie", cookie);
        return app_.call(std::move(request)).status;
    };
    const std::string cookie = "blason-presentation-" + text_at(asked, "id") + "=" + text_at(asked, "session");
    EXPECT_EQ(come_back(""), 403);
    app_.pass_seconds(60);
    EXPECT_EQ(come_back(cookie), 403);
    const auto again = ask(R"({"ask": {}, "sameDevice": true, "returnTo": "https://app.example/back?a=1"})");
    const auto elsewhere = presented(text_at(again, "requestUri"), {issued(badge(holder_did()), vc::Format::Jwt)});
    ASSERT_TRUE(elsewhere) << elsewhere.error().detail;
    EXPECT_TRUE(elsewhere->redirect_uri.starts_with("https://app.example/back?a=1&response_code="))
        << elsewhere->redirect_uri;
}

TEST_F(Oid4vpAttack, OA23_ACodeOfAnotherRequestIsWorthNothing) {
    const auto mine = ask(R"({"ask": {}, "sameDevice": true})");
    const auto theirs = ask(R"({"ask": {}, "sameDevice": true})");
    const auto sent = presented(text_at(theirs, "requestUri"), {credential_});
    ASSERT_TRUE(sent);
    const auto code = sent->redirect_uri.substr(sent->redirect_uri.find("response_code=") + 14, 32);
    const auto response =
        app_.post("/presentations/requests/" + text_at(theirs, "id") + "/result",
                  R"({"session": ")" + text_at(mine, "session") + R"(", "responseCode": ")" + code + "\"}");
    EXPECT_EQ(response.status, 403);
}

TEST_F(Oid4vpAttack, OA24_UnknownRequestsAndBadForms) {
    const auto asked = ask(R"({"ask": {}})");
    const auto post = answer_to(asked, credential_);
    // The request is looked up before the presentations are read.
    EXPECT_TRUE(refused_with({std::string(kBase) + "/openid4vp/responses/none", "vp_token=%zz"}, "invalid_response"));
    EXPECT_TRUE(refused_with({std::string(kBase) + "/openid4vp/responses/none", "vp_token=text"}, "request-unknown"));
    EXPECT_TRUE(refused_with({post.url, post.body + "&state=twice"}, "invalid_response"));
    EXPECT_TRUE(refused_with({post.url, post.body + "&vp_token=%7B%7D"}, "invalid_response"));
    EXPECT_TRUE(refused_with({post.url, post.body.substr(0, post.body.find("&state"))}, "state-mismatch"));
    EXPECT_TRUE(refused_with({post.url, "state=a"}, "invalid_response"));
    EXPECT_TRUE(refused_with({post.url, ""}, "invalid_response"));
    const auto large = post_form(post.url, "vp_token=" + std::string(10U << 20U, 'a'));
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(app_.call(test::request_with("POST", post.url.substr(kBase.size()), "{}")).status, 400);
    EXPECT_EQ(post_form(post.url, post.body).status, 200);
}

TEST_F(Oid4vpAttack, OA24_TooManyPresentations) {
    const auto asked =
        ask(R"({"dcqlQuery": {"credentials": [{"id": "a", "format": "vc+sd-jwt", "meta": {}, "multiple": true}]}})");
    const auto consent = considered(text_at(asked, "requestUri"), {credential_});
    auto token = *token_of(*consent);
    auto& list = token["a"].get_array();
    while (list.size() <= 50) list.push_back(list.front());
    EXPECT_TRUE(refused(form_of(*consent, token, consent->known.request.state)).starts_with("413 "));
}

TEST_F(Oid4vpAttack, OA25_AGuessedIdIsNotEnough) {
    const auto asked = ask(R"({"ask": {}})");
    // Two random numbers: what the wallet knows says nothing about where the answer is read, nor the reverse.
    const auto consent = considered(text_at(asked, "requestUri"), {credential_});
    const auto& address = consent->known.request.answer_to;
    const auto handle = address.substr(address.rfind('/') + 1);
    EXPECT_GE(handle.size(), 32U);
    EXPECT_EQ(app_.get("/presentations/requests/" + handle).status, 404);
    EXPECT_EQ(app_.get("/openid4vp/requests/" + text_at(asked, "id")).status, 404);
    test::TestApp real(false, "https://verifier.example");
    EXPECT_EQ(real.get("/presentations/requests/" + std::string(32, 'a')).status, 401);
    EXPECT_EQ(real.post("/presentations/requests", "{}").status, 401);
}

TEST_F(Oid4vpAttack, OA26_ARequestIsTheSameEachTimeAndAnswersTheWalletNonce) {
    const auto asked = ask(R"({"ask": {}})");
    const auto link = vc::oid4vp::read_link(text_at(asked, "requestUri"));
    ASSERT_TRUE(link);
    const auto path = link->request_uri.substr(kBase.size());
    const auto first = app_.get(path);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.fields.find("Content-Type"), vc::oid4vp::kRequestObjectMediaType);
    EXPECT_EQ(app_.get(path).body, first.body);
    EXPECT_EQ(post_form(link->request_uri, "wallet_nonce=w-1").status, 400);

    const auto with_post = ask(R"({"ask": {}, "requestUriMethod": "post"})");
    const auto address = vc::oid4vp::read_link(text_at(with_post, "requestUri"))->request_uri;
    EXPECT_EQ(app_.get(address.substr(kBase.size())).status, 200) << "section 5.1: a wallet that knows no post";
    const auto object = post_form(address, "wallet_nonce=w-1&wallet_metadata=%7B%7D");
    ASSERT_EQ(object.status, 200);
    const auto jws = jose::parse_compact(object.body);
    EXPECT_EQ(json::parse(as_text(jws->payload))->at("wallet_nonce"), "w-1");
    EXPECT_EQ(post_form(address, "wallet_nonce=" + std::string(513, 'a')).status, 400);
}

TEST_F(Oid4vpAttack, OA27_NothingIsPostedToWhoIsRefused) {
    const auto base =
        R"(openid4vp://?response_type=vp_token&response_mode=direct_post&nonce=n-1&dcql_query=%7B%22credentials%22%3A%5B%7B%22id%22%3A%22a%22%2C%22format%22%3A%22ldp_vc%22%2C%22meta%22%3A%7B%7D%7D%5D%7D)";
    const std::string address = "http%3A%2F%2F127.0.0.1%3A8080%2Fx";
    const auto credential = issued(badge(holder_did()), vc::Format::DataIntegrity);
    for (const std::string& rest : {"&client_id=x509_san_dns%3Averifier.example&response_uri=" + address,
                                    "&client_id=redirect_uri%3Ahttps%3A%2F%2Fother.example&response_uri=" + address,
                                    "&client_id=redirect_uri%3A" + address + "&redirect_uri=" + address,
                                    "&client_id=unknown&response_uri=" + address,
                                    "&client_id=origin%3Ahttps%3A%2F%2Fother.example&response_uri=" + address,
                                    "&client_id=redirect_uri%3A" + address + "&request=e30.e30.e30",
                                    "&client_id=redirect_uri%3A" + address + "&request_uri=" + address}) {
        client_.posts.clear();
        EXPECT_FALSE(presented(base + rest, {credential})) << rest;
        EXPECT_TRUE(client_.posts.empty()) << rest;
    }
    std::string no_nonce = base + ("&client_id=redirect_uri%3A" + address);
    no_nonce.erase(no_nonce.find("&nonce=n-1"), 10);
    EXPECT_FALSE(presented(no_nonce, {credential}));
    EXPECT_TRUE(client_.posts.empty());
}

TEST_F(Oid4vpAttack, OA28_QueriesForEverything) {
    std::string claims;
    for (int i = 0; i < 10'000; ++i) claims += std::string(i == 0 ? "" : ",") + R"({"path": ["a"]})";
    const auto response = app_.post(
        "/presentations/requests",
        R"({"dcqlQuery": {"credentials": [{"id": "a", "format": "ldp_vc", "meta": {}, "claims": [)" + claims + "]}]}}");
    EXPECT_GE(response.status, 400);
    // What is asked stands in front of the holder, claim by claim.
    const auto asked = ask(R"({"dcqlQuery": {"credentials": [{"id": "a", "format": "vc+sd-jwt", "meta": {}, "claims": [
        {"path": ["credentialSubject", "identifier"]}]}]}})");
    const auto consent = considered(text_at(asked, "requestUri"), {credential_});
    const auto seen = service::oid4vp::to_json(*consent);
    EXPECT_NE(json::serialize(seen.at("queries").at(0).at("candidates").at(0).at("reveals"))
                  .find("/credentialSubject/identifier"),
              std::string::npos);
}

TEST_F(Oid4vpAttack, OA29_TheVerifierEvaluatesTheQueryItself) {
    const auto asked = ask(R"({"ask": {"achievement": "https://alpha.example/achievements/writer"}})");
    const auto easy = ask(R"({"ask": {}})");
    auto consent = considered(text_at(asked, "requestUri"), {credential_});
    const auto lenient = considered(text_at(easy, "requestUri"), {credential_});
    ASSERT_TRUE(consent && lenient);
    EXPECT_TRUE(consent->inquiry->why_not());
    // The wallet says that it answers, bound to this very request.
    auto lying = *lenient;
    lying.known = consent->known;
    EXPECT_TRUE(refused_with(form_of(*consent, *token_of(lying), consent->known.request.state), "vp-token-mismatch"));
    // Queries that nobody asked, and sets that are left open.
    auto token = *token_of(lying);
    token["other"] = token["badge_sd_jwt"];
    EXPECT_TRUE(refused_with(form_of(*consent, token, consent->known.request.state), "vp-token-unknown-query"));
    const auto both = ask(R"({"dcqlQuery": {"credentials": [{"id": "badge_sd_jwt", "format": "vc+sd-jwt", "meta": {}},
        {"id": "b", "format": "ldp_vc", "meta": {}}]}})");
    const auto two = considered(text_at(both, "requestUri"), {credential_});
    lying.known = two->known;
    EXPECT_TRUE(refused_with(form_of(*two, *token_of(lying), two->known.request.state), "dcql-unsatisfied"));
}

TEST_F(Oid4vpAttack, OA29_TheFormIsTheOneOfTheFormat) {
    const auto asked = ask(R"({"ask": {}})");
    const auto consent = considered(text_at(asked, "requestUri"), {credential_});
    auto token = *token_of(*consent);
    // An SD-JWT where a JWT was asked for.
    const json::Object moved{{"badge_jwt", token.at("badge_sd_jwt")}};
    EXPECT_TRUE(refused_with(form_of(*consent, moved, consent->known.request.state), "vp-token-mismatch"));
    const json::Object changed{{"badge_sd_jwt", {"text"}}};
    EXPECT_TRUE(refused(form_of(*consent, changed, consent->known.request.state)).starts_with("400 "));
    const json::Object bare{{"badge_sd_jwt", token.at("badge_sd_jwt").at(0)}};
    EXPECT_TRUE(refused(form_of(*consent, bare, consent->known.request.state)).starts_with("400 "));
}

TEST_F(Oid4vpAttack, OA30_OtherPeoplesCredentials) {
    const auto thief = test::signer_of(crypto::KeyType::Ed25519, 99);
    for (const auto format : {vc::Format::DataIntegrity, vc::Format::Jwt}) {
        const auto asked = ask(R"({"ask": {}})");
        const auto consent = considered(text_at(asked, "requestUri"), {issued(badge(holder_did()), format)});
        ASSERT_TRUE(consent);
        const auto choice = service::oid4vp::first_choice(*consent);
        // The thief signs with a key of their own; a wallet of ours would not.
        auto lying = *consent;
        lying.holders.assign(lying.holders.size(), std::nullopt);
        EXPECT_FALSE(service::oid4vp::make_answer(*consent, *choice, service::OneKey(*thief), side()));
        const auto answer = service::oid4vp::make_answer(lying, *choice, service::OneKey(*thief), side());
        ASSERT_TRUE(answer) << answer.error().detail;
        const auto& token = answer->at("vp_token").as_object();
        EXPECT_TRUE(refused_with(form_of(*consent, token, consent->known.request.state), "holder-binding-missing"));
    }
    // A wallet does not even offer what is somebody else's.
    const auto asked = ask(R"({"ask": {}})");
    const auto consent =
        considered(text_at(asked, "requestUri"), {issued(badge("did:example:other"), vc::Format::Jwt)});
    ASSERT_TRUE(consent);
    EXPECT_TRUE(consent->inquiry->why_not());
}

TEST_F(Oid4vpAttack, OA30_WithoutTheHoldersSignature) {
    const auto asked = ask(R"({"ask": {}})");
    const auto consent = considered(text_at(asked, "requestUri"), {credential_});
    auto token = *token_of(*consent);
    auto text = std::string(json::view(token.at("badge_sd_jwt").at(0)));
    text.resize(text.rfind('~') + 1);
    const json::Object unbound{{"badge_sd_jwt", {json::key(text)}}};
    EXPECT_TRUE(refused_with(form_of(*consent, unbound, consent->known.request.state), "holder-binding-missing"));
    const auto credential = json::parse(issued(badge(holder_did()), vc::Format::DataIntegrity));
    const json::Object plain{{"badge", {*credential}}};
    EXPECT_TRUE(refused_with(form_of(*consent, plain, consent->known.request.state), "holder-binding-missing"));
}

TEST_F(Oid4vpAttack, OA30_PresentationsInsidePresentations) {
    const auto asked = ask(R"({"ask": {}})");
    const auto consent =
        considered(text_at(asked, "requestUri"), {issued(badge(holder_did()), vc::Format::DataIntegrity)});
    const auto token = *token_of(*consent);
    vc::PresentOptions options;
    options.created = now();
    options.challenge = consent->known.request.nonce;
    options.domain = consent->known.request.client.text;
    const json::Object outer{{"@context", {"https://www.w3.org/ns/credentials/v2"}},
                             {"type", {"VerifiablePresentation"}},
                             {"holder", json::key(holder_did())},
                             {"verifiableCredential", {token.at("badge").at(0)}}};
    const auto nested = vc::prove_presentation(outer, *holder_, options, environment_.get());
    if (!nested) return;  // our own signer refuses to make one
    const json::Object answer{{"badge", {nested->document}}};
    EXPECT_TRUE(refused(form_of(*consent, answer, consent->known.request.state)).starts_with("400 "));
}

TEST_F(Oid4vpAttack, EncryptedAnswersAreEncryptedToThisRequest) {
    const std::string body = R"({"ask": {}, "responseMode": "direct_post.jwt"})";
    const auto first = ask(body);
    const auto second = ask(body);
    const auto in_clear = answer_to(first, credential_);
    EXPECT_TRUE(refused_with(in_clear, "invalid_response"));
    client_.posts.clear();
    ASSERT_TRUE(presented(text_at(first, "requestUri"), {credential_}));
    const auto post = client_.posts.back();
    EXPECT_TRUE(post.body.starts_with("response=ey"));
    const auto other = considered(text_at(second, "requestUri"), {credential_});
    EXPECT_TRUE(refused_with({other->known.request.answer_to, post.body}, "invalid_response"));
    EXPECT_TRUE(refused_with({other->known.request.answer_to, "response=a.b.c.d.e"}, "invalid_response"));
    // A fresh key each time.
    const auto first_keys = considered(text_at(second, "requestUri"), {})->wish.client_metadata->keys;
    const auto third_keys = considered(text_at(ask(body), "requestUri"), {})->wish.client_metadata->keys;
    EXPECT_FALSE(first_keys.front().key == third_keys.front().key);
}

}  // namespace
}  // namespace blason
