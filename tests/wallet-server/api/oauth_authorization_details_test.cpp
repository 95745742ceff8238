// Single credentials that are asked for, shown to the person and granted (RFC 9396, OpenID4VCI 1.0 section 5.1.1).
#include "tests/wallet-server/api/oauth_exchanges.hpp"

namespace blason {
namespace {

using service::oauth::kCredentialReadonly;
using test::body_of;
using test::OauthForExchanges;
using test::text_at;

TEST_F(OauthForExchanges, AuthorizationDetailsAreShownGrantedAndAnswered) {
    const auto client = public_client();
    auto form = request(client, "");
    std::erase_if(form, [](const auto& pair) { return pair.first == "scope"; });
    form.emplace_back("authorization_details",
                      R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp",)"
                      R"("locations":["https://issuer.example"],"claims":[{"path":["name"]}]}])");
    form.emplace_back("issuer_state", "offer-1");
    const auto where = target(client, push(form));
    const auto page = browser_.get(where);
    EXPECT_NE(page.body.find("Receive the badge “Weaving &lt;b&gt;”"), std::string::npos);
    const auto location = allow(where, "", true);
    EXPECT_EQ(location.find("scope="), std::string::npos);
    const auto body = body_of(exchange(client, test::parameter_of(location, "code")));
    const auto* details = json::find(body, "authorization_details");
    ASSERT_NE(details, nullptr) << json::serialize(body);
    const auto& detail = details->get_array().at(0);
    EXPECT_EQ(text_at(detail, "type"), "openid_credential");
    EXPECT_EQ(text_at(detail, "credential_configuration_id"), "weaving-ldp");
    const std::string identifier(json::view(json::find(detail, "credential_identifiers")->get_array().at(0)));
    EXPECT_EQ(identifier.size(), 32U);
    EXPECT_EQ(json::find(body, "scope"), nullptr);

    const auto account = browser_.get("/account");
    EXPECT_NE(account.body.find("Receive the badge “Weaving &lt;b&gt;”"), std::string::npos) << account.body;

    const auto access = app_.services().grants.check(text_at(body, "access_token"));
    ASSERT_TRUE(access);
    ASSERT_EQ(access->details.size(), 1U);
    EXPECT_EQ(access->details[0].configuration, "weaving-ldp");
    EXPECT_EQ(access->details[0].identifiers, std::vector<std::string>{identifier});
    EXPECT_EQ(access->issuer_state, "offer-1");
    EXPECT_FALSE(access->allows(kCredentialReadonly));
    EXPECT_EQ(door(with_token("Bearer", text_at(body, "access_token"))), "insufficient_scope");
}

TEST_F(OauthForExchanges, OA8_ACredentialThePersonDidNotTickIsNotGranted) {
    const auto client = public_client();
    const auto scopes = "weaving unknown " + std::string(kCredentialReadonly);
    const auto form = request(client, scopes);
    const auto where = "/oauth/authorize?" + test::encoded(form);
    const auto some = allow(where, kCredentialReadonly);
    EXPECT_EQ(test::parameter_of(some, "scope"), kCredentialReadonly);
    const auto all = allow(where, kCredentialReadonly, true);  // what is unknown is passed over beside a credential
    EXPECT_EQ(test::parameter_of(all, "scope"), "weaving " + std::string(kCredentialReadonly));
    EXPECT_EQ(test::parameter_of(allow(where, ""), "error"), "access_denied");
}

TEST_F(OauthForExchanges, OA17_DetailsOfOtherThingsAreRefused) {
    const auto client = public_client();
    const auto with = [&](std::string_view details) {
        auto form = request(client, kCredentialReadonly);
        form.emplace_back("authorization_details", details);
        return error(test::post_form(app_, "/oauth/par", form));
    };
    for (
        const auto* details :
        {"", "{}", "[]", "[1]", "[{}]", R"([{"type":"other"}])", R"([{"type":"openid_credential"}])",
         R"([{"type":"openid_credential","credential_configuration_id":7}])",
         R"([{"type":"openid_credential","credential_configuration_id":"unknown"}])",
         R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp","locations":["https://x.example"]}])",
         R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp","claims":{}}])", "[{"}) {
        if (*details == '\0') continue;
        EXPECT_EQ(with(details), "invalid_authorization_details") << details;
    }
    const std::string many(17U << 10U, ' ');
    EXPECT_EQ(with("[" + many + "]"), "invalid_authorization_details");
}

}  // namespace
}  // namespace blason
