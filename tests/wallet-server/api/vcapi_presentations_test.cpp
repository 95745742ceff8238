// The verifiable credentials API: challenges, and presentations that answer them.
#include "tests/wallet-server/api/vcapi.hpp"

#include <atomic>
#include <thread>

namespace blason {
namespace {

using test::body_of;
using test::text_at;
using test::VcApi;

TEST_F(VcApi, AChallengeCountsOnce) {
    const auto challenge = new_challenge();
    ASSERT_EQ(challenge.size(), 64U);
    const auto presentation = presented(challenge);
    const auto first = verify_presentation(presentation, challenge);
    EXPECT_EQ(first.status, 200) << first.body;
    const auto second = verify_presentation(presentation, challenge);
    EXPECT_EQ(second.status, 400);
    EXPECT_EQ(text_at(body_of(second), "code"), "challenge-used");
    EXPECT_EQ(text_at(body_of(second), "pointer"), "/options/challenge");
    app.reopen();
    EXPECT_EQ(text_at(body_of(verify_presentation(presentation, challenge)), "code"), "challenge-used");
}

TEST_F(VcApi, OfManyEqualPresentationsInParallelOneSucceeds) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    std::atomic<int> verified{0};
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto response = verify_presentation(presentation, challenge);
            if (response.status == 200) ++verified;
            if (text_at(body_of(response), "code") == "challenge-used") ++used;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(verified, 1);
    EXPECT_EQ(used, 7);
}

TEST_F(VcApi, AnExpiredChallengeHasItsOwnCode) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    app.pass_seconds(service::ChallengeBox::kLifetime.count());
    const auto response = verify_presentation(presentation, challenge);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(text_at(body_of(response), "code"), "challenge-expired");
}

TEST_F(VcApi, AChallengeThatIsNotOursIsCompared) {
    const auto presentation = presented("theirs");
    EXPECT_EQ(verify_presentation(presentation, "theirs").status, 200);
    EXPECT_EQ(verify_presentation(presentation, "theirs").status, 200);
    EXPECT_EQ(verify_presentation(presentation, "another").status, 400);
}

TEST_F(VcApi, AFailedPresentationDoesNotUseUpTheChallenge) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    auto broken = presentation;
    broken.replace(broken.find("A test subject"), 6, "B test");
    EXPECT_EQ(verify_presentation(broken, challenge).status, 400);
    EXPECT_EQ(verify_presentation(presentation, challenge).status, 200);
}

TEST_F(VcApi, ProvesAPresentationWithTheHoldersKey) {
    const auto holder = app.services().wallets.create_holder("alpha", "Test wallet", {});
    const std::string options = R"(,"options":{"challenge":"c","domain":"d"}})";
    const auto presentation = R"({"@context":["https://www.w3.org/ns/credentials/v2"],)"
                              R"("type":["VerifiablePresentation"],"holder":")" +
                              holder->did + R"(","verifiableCredential":[)" + issued() + "]}";
    const auto proven = app.post("/presentations/prove", "{\"presentation\":" + presentation + options);
    ASSERT_EQ(proven.status, 201) << proven.body;
    const auto verified = app.post("/presentations/verify", "{\"verifiablePresentation\":" + proven.body + options);
    EXPECT_EQ(verified.status, 200) << verified.body;
}

}  // namespace
}  // namespace blason
