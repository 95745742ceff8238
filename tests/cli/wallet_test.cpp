// blason wallet present, without a network: answers that go into an address.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr const char* kClient = "redirect_uri:https://verifier.example/back";

class WalletPresent : public testing::Test {
  protected:
    void SetUp() override {
        auto badge = sample_badge().as_object();
        const auto holder = blason({"key", "did", key_});
        badge["credentialSubject"].as_object()["id"] = json::key(holder.out.substr(0, holder.out.size() - 1));
        const auto issued =
            blason({"issue", "--key", issuer_, "--set-issuer", "--format", "sd-jwt"}, json::serialize(badge));
        ASSERT_EQ(issued.status, 0) << issued.err;
        credential_ = folder_.write("badge.sd-jwt", issued.out);
    }
    static std::string link(const std::string& format, const std::string& nonce = "n-0123456789") {
        const std::string query = R"({"credentials": [{"id": "badge", "format": ")" + format +
                                  R"(", "meta": {"type_values": [["OpenBadgeCredential"]]},
                                  "claims": [{"path": ["credentialSubject", "achievement", "name"]}]}]})";
        text::FormFields fields{
            {"response_type", "vp_token"}, {"client_id", kClient}, {"state", "s-1"}, {"dcql_query", query}};
        if (!nonce.empty()) fields.emplace_back("nonce", nonce);
        return "openid4vp://?" + text::form_encode(fields);
    }
    Outcome present(const std::string& request, std::vector<std::string> options, std::string_view input = {}) {
        std::vector<std::string> all{"wallet", "present", "--key", key_};
        all.insert(all.end(), options.begin(), options.end());
        all.insert(all.end(), {request, credential_});
        return blason(all, input);
    }
    static std::string field_of(const std::string& address, std::string_view name) {
        const auto fields = text::form_decode(std::string_view(address).substr(address.find('#') + 1));
        for (const auto& [field, value] : *fields)
            if (field == name) return value;
        return {};
    }

    Folder folder_;
    std::string key_ = folder_.write("holder.json", kTestKey);
    std::string issuer_ = folder_.write("issuer.json", kOtherTestKey);
    std::string credential_;
};

TEST_F(WalletPresent, AnswersInTheFragment) {
    const auto outcome = present(link("vc+sd-jwt"), {"--yes", "--json"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const auto answer = parse(outcome.out).as_object();
    EXPECT_EQ(answer.at("sent"), false);
    const std::string address(answer.at("redirectUri").as_string());
    ASSERT_TRUE(address.starts_with("https://verifier.example/back#vp_token=")) << address;
    EXPECT_EQ(field_of(address, "state"), "s-1");
    const auto token = parse(field_of(address, "vp_token"));
    const std::string shown(token.at("badge").at(0).as_string());
    const auto verified =
        blason({"verify", "--offline", "--challenge", "n-0123456789", "--domain", kClient, "-"}, shown);
    EXPECT_EQ(verified.status, 0) << verified.out;
}

TEST_F(WalletPresent, SaysWhoAsksForWhatAndWaits) {
    const auto seen = present(link("vc+sd-jwt"), {"--show"});
    EXPECT_EQ(seen.status, 0) << seen.err;
    EXPECT_NE(seen.out.find(kClient), std::string::npos);
    EXPECT_NE(seen.out.find("nobody you believe vouches for it"), std::string::npos);
    EXPECT_NE(seen.out.find(credential_), std::string::npos);
    const auto no = present(link("vc+sd-jwt"), {"--json"}, "n\n");
    EXPECT_EQ(no.status, 1);
    EXPECT_EQ(field_of(std::string(parse(no.out).as_object().at("redirectUri").as_string()), "error"), "access_denied");
    EXPECT_EQ(present(link("vc+sd-jwt"), {}, "y\n").status, 0);
    EXPECT_EQ(present(link("vc+sd-jwt"), {"--decline"}).status, 1);
}

TEST_F(WalletPresent, ChoosesByName) {
    EXPECT_EQ(present(link("vc+sd-jwt"), {"--yes", "--choose", "badge=" + credential_}).status, 0);
    const auto other = present(link("vc+sd-jwt"), {"--yes", "--json", "--choose", "badge=other"});
    EXPECT_EQ(other.status, 1);
    EXPECT_EQ(error_of(other.err).at("code"), "dcql-choice");
    EXPECT_EQ(present(link("vc+sd-jwt"), {"--yes", "--choose", "badge"}).status, 2);
}

TEST_F(WalletPresent, WhatCannotBeAnswered) {
    const auto code = [&](const std::string& request) {
        const auto outcome = present(request, {"--yes", "--json"});
        EXPECT_EQ(outcome.status, 1);
        return error_of(outcome.err).at("code");
    };
    EXPECT_EQ(code(link("ldp_vc")), "dcql-unsatisfied");
    EXPECT_EQ(code(link("vc+sd-jwt", "")), "invalid_request");
    EXPECT_EQ(code("openid4vp://?client_id=school"), "invalid_request");
    EXPECT_EQ(code("openid4vp://?client_id=a&request=e30.e30.e30"), "invalid_request_object");
}

}  // namespace
}  // namespace blason::cli_test
