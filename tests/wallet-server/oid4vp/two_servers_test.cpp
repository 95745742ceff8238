// Two servers over the network: the wallet of one shows the verifier of the other what the other has issued.
#include <gtest/gtest.h>

#include <set>

#include "engine/json/serialize.hpp"
#include "tests/support/achievements.hpp"
#include "tests/support/running_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class TwoServers : public testing::Test {
  protected:
    void SetUp() override {
        for (auto* server : {&verifier, &wallets}) {
            const auto made = server->services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
            ASSERT_TRUE(made) << made.error().detail;
        }
        const auto made = wallets.services().wallets.create_holder("alpha", "Ada", {});
        ASSERT_TRUE(made);
        holder = *made;
    }
    /// A badge of the verifier's own school, in Ada's wallet.
    void receive(vc::Format format) {
        auto credential = json::parse(R"({
          "@context": ["https://www.w3.org/ns/credentials/v2",
                       "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
          "type": ["VerifiableCredential", "OpenBadgeCredential"],
          "validFrom": "2027-01-01T00:00:00Z",
          "credentialSubject": {
            "id": ")" + holder.did + R"(",
            "type": ["AchievementSubject"],
            "achievement": {"id": "https://alpha.example/achievements/reader", "type": ["Achievement"],
                            "name": "Reader", "description": "Reads books.",
                            "criteria": {"narrative": "Read ten books."}}
          }
        })");
        ASSERT_TRUE(credential);
        service::IssueCredential request;
        request.org = "alpha";
        request.credential = std::move(*credential);
        request.format = format;
        const auto issued = verifier.services().issuers.issue_credential(std::move(request), {});
        ASSERT_TRUE(issued) << issued.error().detail;
        const auto kept = wallets.services().wallets.receive("alpha", holder.id, issued->text, {});
        ASSERT_TRUE(kept) << kept.error().detail;
        ASSERT_TRUE(kept->kept) << json::serialize(vc::to_json(kept->report));
    }

    test::RunningApp verifier;
    test::RunningApp wallets;
    service::Holder holder;
};

TEST_F(TwoServers, EveryFormBothWaysToPost) {
    for (const auto& [format, query] : {std::pair(vc::Format::DataIntegrity, "badge"),
                                        {vc::Format::Jwt, "badge_jwt"},
                                        {vc::Format::SdJwt, "badge_sd_jwt"}}) {
        receive(format);
        for (const std::string mode : {"direct_post", "direct_post.jwt"}) {
            SCOPED_TRACE(mode + " " + query);
            const auto asked = body_of(
                verifier.app().post("/presentations/requests", R"({"ask": {}, "responseMode": ")" + mode + "\"}"));
            const std::string path = "/issuers/alpha/wallets/" + holder.id + "/presentations";
            const auto seen = wallets.app().post(path, R"({"request": ")" + text_at(asked, "requestUri") + "\"}");
            ASSERT_EQ(seen.status, 200) << seen.body;
            const auto consent = body_of(seen);
            ASSERT_TRUE(consent.at("satisfiable").as_bool()) << seen.body;
            std::string credential;
            for (const auto& one : consent.at("queries").as_array())
                if (text_at(one, "id") == query) credential = text_at(one.at("candidates").at(0), "credential");
            const auto answered = wallets.app().post(
                path + "/answer", R"({"session": ")" + text_at(consent, "session") + R"(", "choice": {")" + query +
                                      R"(": [")" + credential + "\"]}}");
            ASSERT_EQ(answered.status, 200) << answered.body;
            const auto result = body_of(verifier.app().get("/presentations/requests/" + text_at(asked, "id")));
            ASSERT_EQ(text_at(result, "status"), "answered");
            EXPECT_EQ(text_at(result.at("result"), "outcome"), "valid");
            EXPECT_EQ(result.at("result").at("presentations").at(query).as_array().size(), 1U);
        }
    }
}

/// Credentials that the wallet takes by OpenID4VCI with a key made for each alone.
class KeysOfCredentials : public TwoServers {
  protected:
    void SetUp() override {
        TwoServers::SetUp();
        test::add(verifier.services().issuers, test::reader());
        wallet = "/issuers/alpha/wallets/" + holder.id;
    }
    /// Its id within the wallet.
    std::string take(const std::string& format) {
        const auto offer = body_of(verifier.app().post("/issuers/alpha/credential-offers",
                                                       R"({"achievement": "reader", "formats": [")" + format + "\"]}"));
        const auto taken = wallets.app().post(
            wallet + "/credential-offers",
            json::serialize(json::Object{{"offer", offer.at("link")}, {"accept", true}, {"ownKeys", true}}));
        EXPECT_EQ(taken.status, 201) << taken.body;
        const auto answer = body_of(taken);
        const auto* received = json::find(answer, "received");
        return received == nullptr ? std::string() : std::string(json::view(received->at(0)));
    }
    std::string body_of_held(const std::string& id) {
        const auto held = wallets.services().wallets.credential("alpha", holder.id, id);
        EXPECT_TRUE(held);
        return held ? held->text : std::string();
    }

    std::string wallet;
};

TEST_F(KeysOfCredentials, EachIsShownByItsOwn) {
    for (const auto& [format, query] : {std::pair("ldp_vc", "badge"),
                                        {"jwt_vc_json", "badge_jwt"},
                                        {"vc+sd-jwt", "badge_sd_jwt"},
                                        {"dc+sd-jwt", "badge_sd_jwt_vc"}}) {
        SCOPED_TRACE(format);
        const auto credential = take(format);
        EXPECT_EQ(body_of_held(credential).find(holder.did), std::string::npos) << "not bound to the wallet's own key";
        const auto asked = body_of(verifier.app().post("/presentations/requests", R"({"ask": {}})"));
        const auto consent = body_of(
            wallets.app().post(wallet + "/presentations", R"({"request": ")" + text_at(asked, "requestUri") + "\"}"));
        const auto answered = wallets.app().post(
            wallet + "/presentations/answer", R"({"session": ")" + text_at(consent, "session") + R"(", "choice": {")" +
                                                  query + R"(": [")" + credential + "\"]}}");
        ASSERT_EQ(answered.status, 200) << answered.body << json::serialize(consent);
        const auto result = body_of(verifier.app().get("/presentations/requests/" + text_at(asked, "id")));
        ASSERT_EQ(text_at(result, "status"), "answered");
        EXPECT_EQ(text_at(result.at("result"), "outcome"), "valid") << json::serialize(result);
        EXPECT_EQ(result.at("result").at("presentations").at(query).at(0).at("holderBound"), true);
    }
}

TEST_F(KeysOfCredentials, OneAnswerMayHoldPresentationsOfSeveralKeys) {
    const auto first = take("ldp_vc");
    const auto second = take("ldp_vc");
    receive(vc::Format::DataIntegrity);  // by the wallet's own key
    const auto asked = body_of(verifier.app().post("/presentations/requests", R"({"dcqlQuery": {"credentials": [
        {"id": "some", "format": "ldp_vc", "multiple": true,
         "meta": {"type_values": [["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]]}}]}})"));
    const auto consent = body_of(
        wallets.app().post(wallet + "/presentations", R"({"request": ")" + text_at(asked, "requestUri") + "\"}"));
    json::Array all;
    for (const auto& one : consent.at("queries").at(0).at("candidates").as_array()) all.push_back(one.at("credential"));
    ASSERT_EQ(all.size(), 3U) << json::serialize(consent);
    const auto answered =
        wallets.app().post(wallet + "/presentations/answer",
                           json::serialize(json::Object{{"session", consent.at("session")},
                                                        {"choice", json::Object{{"some", std::move(all)}}}}));
    ASSERT_EQ(answered.status, 200) << answered.body;
    const auto result = body_of(verifier.app().get("/presentations/requests/" + text_at(asked, "id")));
    const auto& shown = result.at("result").at("presentations").at("some").as_array();
    ASSERT_EQ(shown.size(), 3U);
    std::set<std::string> holders;
    for (const auto& one : shown) {
        EXPECT_EQ(one.at("holderBound"), true);
        holders.insert(text_at(one.at("presentation"), "holder"));
    }
    EXPECT_EQ(holders.size(), 3U);
    EXPECT_TRUE(holders.contains(holder.did));
}

TEST_F(KeysOfCredentials, AnExchangeIsAnsweredByTheKeyOfWhatIsShown) {
    const auto first = take("ldp_vc");
    const auto second = take("ldp_vc");
    const auto workflow = verifier.app().post("/workflows", R"({"id": "show", "initialStep": "show", "steps": {"show": {
        "createChallenge": true,
        "verifiablePresentationRequest": {"query": [
          {"type": "DIDAuthentication", "acceptedMethods": [{"method": "key"}]},
          {"type": "QueryByExample", "credentialQuery": [
            {"reason": "One.", "example": {"type": ["OpenBadgeCredential"]}},
            {"reason": "Two.", "example": {"type": ["OpenBadgeCredential"]}}]}]}}}})");
    ASSERT_EQ(workflow.status, 201) << workflow.body;
    const auto workflow_path = std::string(workflow.fields.find("Location").value_or("")).substr(verifier.url().size());
    const auto answer_with = [&](const json::Array& credentials, std::string& exchange) {
        const auto made = verifier.app().post(workflow_path + "/exchanges", "{}");
        exchange = std::string(made.fields.find("Location").value_or(""));
        const auto asked = body_of(wallets.app().post(wallet + "/exchanges", R"({"url": ")" + exchange + "\"}"));
        EXPECT_EQ(asked.at("asked").at("possible"), true) << json::serialize(asked);
        json::Object answer{{"exchange", asked.at("exchange")},
                            {"verifiablePresentationRequest", asked.at("verifiablePresentationRequest")},
                            {"credentials", credentials}};
        if (const auto* bare = json::find(asked, "bare")) answer["bare"] = *bare;
        return wallets.app().post(wallet + "/exchanges/answers", json::serialize(answer));
    };
    std::string exchange;
    const auto both = answer_with({json::key(first), json::key(second)}, exchange);
    EXPECT_EQ(text_at(body_of(both), "code"), "presentation-several-keys") << both.body;
    const auto one = answer_with({json::key(first)}, exchange);
    ASSERT_EQ(one.status, 200) << one.body;
    const auto state = body_of(verifier.app().get(exchange.substr(verifier.url().size())));
    EXPECT_EQ(text_at(state, "state"), "complete");
    const auto did = text_at(state.at("variables").at("results").at("show"), "did");
    EXPECT_NE(did, holder.did);
    EXPECT_NE(body_of_held(first).find(did), std::string::npos);
}

TEST_F(KeysOfCredentials, APresentationMadeByTheWalletItself) {
    const auto first = take("ldp_vc");
    const auto second = take("ldp_vc");
    auto& service = wallets.services().wallets;
    const auto shown = service.present({"alpha", holder.id, {first}, "challenge", "https://verifier.example"});
    ASSERT_TRUE(shown) << shown.error().detail;
    const auto did = text_at(shown->document, "holder");
    EXPECT_NE(body_of_held(first).find(did), std::string::npos);
    const auto both = service.present({"alpha", holder.id, {first, second}, "challenge", "https://verifier.example"});
    ASSERT_FALSE(both);
    EXPECT_EQ(both.error().code, "presentation-several-keys");
    // VC-API: the presentation names its holder by that key.
    json::Object unsigned_one = shown->document.as_object();
    unsigned_one.erase("proof");
    const auto proven = wallets.app().post(
        "/presentations/prove", json::serialize(json::Object{{"presentation", std::move(unsigned_one)},
                                                             {"options", json::Object{{"challenge", "challenge"}}}}));
    EXPECT_EQ(proven.status, 201) << proven.body;
}

}  // namespace
}  // namespace blason
