// A server with one issuer, as a caller of the verifiable credentials API sees it.
#pragma once

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"

namespace blason::test {

inline constexpr const char* kCredential = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2"],
  "type": ["VerifiableCredential"],
  "credentialSubject": {"id": "did:example:subject", "name": "A test subject"}
})";

class VcApi : public testing::Test {
  protected:
    void SetUp() override {
        const auto made = app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        ASSERT_TRUE(made) << made.error().detail;
        issuer = *made;
    }
    static std::string issue_body(const std::string& credential) { return "{\"credential\":" + credential + "}"; }
    static std::string verify_body(const std::string& credential, const std::string& options = "{}") {
        return "{\"verifiableCredential\":" + credential + ",\"options\":" + options + "}";
    }
    std::string issued() {
        auto response = app.post("/credentials/issue", issue_body(kCredential));
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    std::size_t stored() { return app.services().issuers.credentials("alpha")->size(); }
    std::string new_challenge() { return text_at(body_of(app.post("/challenges", "")), "challenge"); }
    /// A presentation of one credential with a challenge, signed by a wallet of ours.
    std::string presented(const std::string& challenge) {
        auto holder = app.services().wallets.create_holder("alpha", "Test wallet", {});
        EXPECT_TRUE(holder);
        auto received = app.services().wallets.receive("alpha", holder->id, issued(), {});
        EXPECT_TRUE(received && received->kept);
        if (!received || !received->kept) return "{}";
        auto secured = app.services().wallets.present(
            {"alpha", holder->id, {received->kept->id}, challenge, "https://verifier.example"});
        EXPECT_TRUE(secured);
        return secured ? secured->text : "{}";
    }
    http::Response verify_presentation(const std::string& presentation, const std::string& challenge) {
        return app.post("/presentations/verify", "{\"verifiablePresentation\":" + presentation +
                                                     ",\"options\":{\"challenge\":\"" + challenge +
                                                     "\",\"domain\":\"https://verifier.example\"}}");
    }

    TestApp app;
    service::Issuer issuer;
};

}  // namespace blason::test
