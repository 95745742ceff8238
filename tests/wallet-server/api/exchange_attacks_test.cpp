// Exchanges that somebody else would like to have: twice, at the same time, with another's proof or badge, or endless.
#include <atomic>
#include <thread>

#include "tests/wallet-server/api/workflows.hpp"

namespace blason {
namespace {

using test::body_of;
using test::ExchangeWallet;
using test::kIssuing;
using test::kOrigin;
using test::text_at;
using test::Workflows;

// OA22, OA12: what counts once counts once, whoever sends it and however often at the same time.
TEST_F(Workflows, OA22_AChallengeIsUsedOnceOfAHundredAtATime) {
    const auto exchange = begin(kIssuing);
    const auto message = wallet.message({asked(start(exchange), "challenge")});
    std::atomic<int> good{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 10; ++k) {
                const auto status = app.post(exchange, message).status;
                good += status == 200 ? 1 : 0;
                refused += status == 409 ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
    EXPECT_EQ(refused, 99);
    EXPECT_EQ(stored(), 1U);
}

// OA14: two who have photographed the same code.
TEST_F(Workflows, OA14_OfTwoHoldersAtATimeOneGetsTheBadge) {
    const auto exchange = begin(kIssuing);
    const auto challenge = asked(start(exchange), "challenge");
    const ExchangeWallet bystander;
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (const ExchangeWallet* who : {static_cast<const ExchangeWallet*>(&wallet), &bystander}) {
        threads.emplace_back([&, message = who->message({challenge})] {
            for (int k = 0; k < 10; ++k) good += app.post(exchange, message).status == 200 ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
    EXPECT_EQ(stored(), 1U);
}

TEST_F(Workflows, OA22_AnotherChallengeOrDomainOrHolderIsRefused) {
    const auto exchange = begin(kIssuing);
    const auto challenge = asked(start(exchange), "challenge");
    const auto other = asked(start(begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":
        {"query":{"type":"DIDAuthentication"}}}}})")),
                             "challenge");
    EXPECT_NE(other, challenge);
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({other}))), "challenge-mismatch");
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, "https://verifier.example"}))), "domain-mismatch");
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, ""}))), "domain-mismatch");
    const ExchangeWallet victim;
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, kOrigin, "eddsa-rdfc-2022", {}, victim.did()}))),
              "holder-key-mismatch");
    auto changed = wallet.presentation({challenge});
    changed.get_object()["holder"] = json::key(victim.did());
    EXPECT_EQ(app.post(exchange, json::serialize(json::Object{{"verifiablePresentation", changed}})).status, 400);
    auto bare = wallet.presentation({challenge});
    bare.get_object().erase("proof");
    EXPECT_EQ(code_of(app.post(exchange, json::serialize(json::Object{{"verifiablePresentation", bare}}))),
              "proof-missing");
    EXPECT_EQ(stored(), 0U);
    // The exchange goes on, and tells its coordinator what went wrong.
    const auto state = body_of(app.get(exchange));
    EXPECT_EQ(text_at(state, "state"), "active");
    EXPECT_NE(json::find(state, "lastError"), nullptr);
    EXPECT_EQ(app.post(exchange, wallet.message({challenge})).status, 200);
    EXPECT_FALSE(body_of(app.get(exchange)).as_object().contains("lastError"));
}

// OA29: the verifier looks itself. OA30: a presentation of somebody else's badge.
TEST_F(Workflows, OA29_OA30_WhatIsPresentedIsLookedAtAgain) {
    const auto taken = begin(kIssuing);
    const auto issued = body_of(app.post(taken, wallet.message({asked(start(taken), "challenge")})));
    const auto* badge = first_credential(issued);
    ASSERT_NE(badge, nullptr);
    const std::string workflow = R"({"initialStep":"a","steps":{"a":{BEARER"verifiablePresentationRequest":{"query":[
        {"type":"DIDAuthentication"},{"type":"QueryByExample","credentialQuery":{"example":{
          "type":["OpenBadgeCredential"],"credentialSubject":{"achievement":{"name":"NAME"}}}}}]}}}})";
    const auto with = [&](const std::string& name, const ExchangeWallet& who, const std::string& bearer = "") {
        auto text = workflow;
        text.replace(text.find("NAME"), 4, name);
        text.replace(text.find("BEARER"), 6, bearer);
        const auto exchange = begin(text);
        return app.post(exchange,
                        who.message({asked(start(exchange), "challenge"), kOrigin, "eddsa-rdfc-2022", {*badge}}));
    };
    EXPECT_EQ(with("Reader", wallet).status, 200);
    EXPECT_EQ(with("", wallet).status, 200) << "an empty text stands for anything";
    EXPECT_EQ(code_of(with("Writer", wallet)), "query-unsatisfied");
    const ExchangeWallet other;
    EXPECT_EQ(code_of(with("Reader", other)), "holder-not-subject");
    EXPECT_EQ(with("Reader", other, "\"bearer\":true,").status, 200);

    // Nor may the authentication be left out by answering the other query.
    const auto exchange = begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":[
        {"type":"QueryByExample","credentialQuery":{"example":{"type":["OpenBadgeCredential"]}}},
        {"type":"DIDAuthentication"}]}}}})");
    const auto bare =
        json::serialize(json::Object{{"verifiablePresentation", vc::vcalm::unsigned_presentation({*badge})}});
    EXPECT_EQ(code_of(app.post(exchange, bare)), "proof-missing");
}

// OA24: whether there is such an exchange is asked before its message is read, and no message is endless. OA25: an
// exchange is found by its own 128 random bits below its own workflow and organisation.
TEST_F(Workflows, OA24_OA25_UnknownExchangesAndEndlessMessages) {
    const auto exchange = begin(kIssuing);
    const std::string endless = R"({"verifiablePresentation":")" + std::string(3U << 20U, 'x') + "\"}";
    EXPECT_EQ(app.post(exchange, endless).status, 413);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none", endless).status, 404);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none/credential-request", "{").status, 404);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none/invite-request/response", "{").status, 404);
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
    auto elsewhere = exchange;
    elsewhere.replace(elsewhere.find("/alpha/"), 7, "/beta/");
    EXPECT_EQ(app.post(elsewhere, "{}").status, 404);
    EXPECT_EQ(app.get(elsewhere + "/request").status, 404);
    EXPECT_EQ(app.get("/issuers/beta/interactions/" + exchange.substr(exchange.rfind('/') + 1)).status, 404);
}

}  // namespace
}  // namespace blason
