// What an access token opens, and what closes it.
#include <gtest/gtest.h>

#include "tests/support/access_token.hpp"
#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason {
namespace {

using service::oauth::kCredentialReadonly;
using service::oauth::kOfflineAccess;
using service::oauth::kProfileReadonly;

class AccessToken : public testing::Test {
  protected:
    AccessToken() { EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {})); }

    static http::Request bearer(const std::string& token) {
        http::Request request;
        request.fields.set("Authorization", "Bearer " + token);
        return request;
    }
    std::string code(const http::Request& request, std::string_view scope = kCredentialReadonly) {
        const auto access = api::oauth::check_access(request, app_.services(), scope);
        return access ? "" : access.error().code;
    }
    std::string token_for(const test::TestGrantee& grantee) {
        return test::tokens_of(app_, grantee, {std::string(kCredentialReadonly)}).access_token;
    }

    test::TestApp app_;
};

TEST_F(AccessToken, SaysWhoMayDoWhat) {
    const auto ada = test::make_grantee(app_);
    const auto access = api::oauth::check_access(bearer(token_for(ada)), app_.services(), kCredentialReadonly);
    ASSERT_TRUE(access) << access.error().detail;
    EXPECT_EQ(access->org, "alpha");
    EXPECT_EQ(access->account, ada.account);
    EXPECT_EQ(access->holder, ada.holder);
    EXPECT_EQ(access->client, ada.client.id);
    EXPECT_EQ(access->scopes, service::oauth::Scopes{std::string(kCredentialReadonly)});
}

TEST_F(AccessToken, OA8_OpensItsScopesAndItsOrganisationOnly) {
    const auto token = token_for(test::make_grantee(app_));
    EXPECT_EQ(code(bearer(token), kProfileReadonly), "insufficient_scope");
    auto elsewhere = bearer(token);
    elsewhere.params["issuer"] = "beta";
    EXPECT_EQ(code(elsewhere), "insufficient_scope");
    elsewhere.params["issuer"] = "alpha";
    EXPECT_EQ(code(elsewhere), "");

    const Error error{"insufficient_scope", "No.", "", ErrorKind::Forbidden};
    const auto response =
        api::oauth::with_challenge(http::problem(error, ""), error, kProfileReadonly, app_.services());
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.fields.find("WWW-Authenticate"),
              "Bearer realm=\"blason\", error=\"insufficient_scope\", error_description=\"No.\", scope=\"" +
                  std::string(kProfileReadonly) + "\"");
}

TEST_F(AccessToken, OA8_IsWorthNothingAtAnotherServer) {
    const auto token = token_for(test::make_grantee(app_));
    const service::PublicUrls other("https://other.example");
    const crypto::SecretBytes master(Bytes(32, 7));
    const service::PublicUrls ours("https://ours.example");
    const service::AccessTokens written(master, ours);
    const service::AccessTokens reading(master, other);
    const auto foreign = written.write({"id", "alpha", "grant", "account", "client", "scope", {1, 0}, {100, 0}});
    EXPECT_TRUE(written.read(foreign, {50, 0}));
    EXPECT_FALSE(reading.read(foreign, {50, 0}));  // the same key, another audience
    EXPECT_FALSE(written.read(token, {50, 0}));    // another key
    EXPECT_EQ(code(bearer(foreign)), "invalid_token");
}

TEST_F(AccessToken, OA7_ComesInOneAuthorizationFieldOnly) {
    const auto token = token_for(test::make_grantee(app_));
    EXPECT_EQ(code({}), "token-missing");
    http::Request lower;
    lower.fields.set("authorization", "bearer " + token);  // names and schemes have no case
    EXPECT_EQ(code(lower), "");
    auto twice = bearer(token);
    twice.fields.add("Authorization", "Bearer " + token);
    EXPECT_EQ(code(twice), "invalid_request");
    auto two_schemes = bearer(token);
    two_schemes.fields.add("authorization", "Basic YTpi");
    EXPECT_EQ(code(two_schemes), "invalid_request");
    http::Request query;
    query.query = "access_token=" + token;
    EXPECT_EQ(code(query), "invalid_request");
    auto both = bearer(token);
    both.query = "a=b&access_token=x";
    EXPECT_EQ(code(both), "invalid_request");

    const Error missing{"token-missing", "Send one.", "", ErrorKind::Unauthorized};
    const auto response =
        api::oauth::with_challenge(http::problem(missing, ""), missing, kProfileReadonly, app_.services());
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.fields.find("WWW-Authenticate"), "Bearer realm=\"blason\"");
}

TEST_F(AccessToken, AnyChangeOrAnEndMakesItInvalid) {
    const auto token = token_for(test::make_grantee(app_));
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(code(bearer(changed)), "invalid_token") << i;
    }
    EXPECT_EQ(code(bearer(token + "A")), "invalid_token");
    EXPECT_EQ(code(bearer(token.substr(0, token.rfind('.')))), "invalid_token");
    // {"alg":"none","typ":"at+jwt"}, with and without a signature
    const auto payload = token.substr(token.find('.'), token.rfind('.') - token.find('.'));
    EXPECT_EQ(code(bearer("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0" + payload + ".")), "invalid_token");
    EXPECT_EQ(code(bearer(std::string(100'000, '.'))), "invalid_token");
    app_.pass_seconds(3599);
    EXPECT_EQ(code(bearer(token)), "");
    app_.pass_seconds(1);
    EXPECT_EQ(code(bearer(token)), "invalid_token");
}

TEST_F(AccessToken, EndsWithItsGrant) {
    const auto ada = test::make_grantee(app_);
    const auto token = token_for(ada);
    const auto other = token_for(ada);
    const auto grants = app_.services().grants.grants_of(ada.org, ada.account);
    ASSERT_TRUE(grants);
    ASSERT_EQ(grants->size(), 2U);
    const auto access = app_.services().grants.check(token);
    ASSERT_TRUE(access);
    EXPECT_FALSE(app_.services().grants.withdraw(ada.org, "account-of-eve", access->grant, {}));
    EXPECT_TRUE(app_.services().grants.withdraw(ada.org, ada.account, access->grant, {}));
    EXPECT_EQ(code(bearer(token)), "invalid_token");
    EXPECT_EQ(code(bearer(other)), "");
}

}  // namespace
}  // namespace blason
