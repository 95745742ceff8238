// A server with one achievement, the workflows of the tests, and a wallet that takes part in their exchanges.
#pragma once

#include <gtest/gtest.h>

#include "tests/support/achievements.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/exchange_wallet.hpp"
#include "tests/support/test_app.hpp"

namespace blason::test {

inline constexpr const char* kOrigin = "http://127.0.0.1:8080";

/// Who signs gets the stored badge.
inline constexpr const char* kIssuing = R"({
  "id": "reader",
  "initialStep": "who",
  "credentialTemplates": [{"id": "badge", "type": "achievement", "template": "reader"}],
  "steps": {
    "who": {
      "createChallenge": true,
      "verifiablePresentationRequest": {"query": {"type": "DIDAuthentication", "acceptedMethods": [{"method": "key"}],
        "acceptedCryptosuites": [{"cryptosuite": "eddsa-rdfc-2022"}, {"cryptosuite": "ed25519-2020"}]}},
      "nextStep": "give"
    },
    "give": {"issueRequests": [{"credentialTemplateId": "badge"}]}
  }
})";

/// A badge is asked for, and nobody has to say who they are.
inline constexpr const char* kAsking = R"({
  "id": "ask",
  "initialStep": "show",
  "steps": {"show": {
    "verifiablePresentationRequest": {"query": [{"type": "QueryByExample", "credentialQuery": {
      "reason": "To see that you read.", "example": {"type": ["OpenBadgeCredential"]}}}]},
    "redirectUrl": "https://verifier.example/thanks"}}
})";

class Workflows : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        test::add(app.services().issuers, test::reader());
    }
    std::string post_workflow(const std::string& configuration) {
        const auto response = app.post("/workflows", configuration);
        EXPECT_EQ(response.status, 201) << response.body;
        return path_of(std::string(response.fields.find("Location").value_or("")));
    }
    /// The path of a new exchange.
    std::string begin(const std::string& workflow, const std::string& body = "{}") {
        const auto response = app.post(post_workflow(workflow) + "/exchanges", body);
        EXPECT_EQ(response.status, 201) << response.body;
        created = body_of(response);
        return path_of(std::string(response.fields.find("Location").value_or("")));
    }
    static std::string path_of(const std::string& url) {
        EXPECT_TRUE(url.starts_with(kOrigin)) << url;
        return url.substr(std::min(url.size(), std::string(kOrigin).size()));
    }
    json::Value start(const std::string& exchange) {
        const auto response = app.post(exchange, "{}");
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response);
    }
    static std::string asked(const json::Value& message, std::string_view member) {
        const auto* request = json::find(message, "verifiablePresentationRequest");
        return request == nullptr ? "" : text_at(*request, member);
    }
    static std::string code_of(const http::Response& response) { return text_at(body_of(response), "code"); }
    std::string state_of(const std::string& exchange) { return text_at(body_of(app.get(exchange)), "state"); }
    static const json::Value* first_credential(const json::Value& answer) {
        const auto* presentation = json::find(answer, "verifiablePresentation");
        const auto* list = presentation == nullptr ? nullptr : json::find(*presentation, "verifiableCredential");
        return list == nullptr || !list->is_array() || list->get_array().empty() ? nullptr : &list->get_array().front();
    }
    std::size_t stored() { return app.services().issuers.credentials("alpha")->size(); }

    test::TestApp app;
    ExchangeWallet wallet;
    json::Value created;
};

}  // namespace blason::test
