// Two servers over the network: the wallet of one shows the verifier of the other what the other has issued.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
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

}  // namespace
}  // namespace blason
