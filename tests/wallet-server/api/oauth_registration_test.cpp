// Dynamic client registration: what is taken, what is refused and with which code.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/achievements.hpp"
#include "tests/support/oauth_client.hpp"

namespace blason {
namespace {

using test::body_of;
using test::registration;
using test::text_at;

class Registration : public testing::Test {
  protected:
    Registration() { EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {})); }

    http::Response send(const json::Value& metadata, const std::string& address = "198.51.100.7") {
        auto request = test::request_with("POST", "/oauth/register", json::serialize(metadata));
        request.client = address;
        return app_.call(std::move(request));
    }
    /// The error of the registration with one member changed; taken away for null.
    std::string error_with(const char* name, const json::Value& value) {
        auto metadata = registration();
        if (value.is_null()) {
            metadata.erase(name);
        } else {
            metadata[name] = value;
        }
        // Each from another address: this is not about how many there are.
        const auto answer = send(metadata, "address " + std::to_string(++sent_));
        if (answer.status == 201) return "";
        EXPECT_EQ(answer.status, 400) << answer.body;
        return text_at(body_of(answer), "error");
    }

    test::TestApp app_{false, "https://badges.example"};
    int sent_ = 0;
};

TEST_F(Registration, EchoesWhatWasSaidWithIdAndSecret) {
    auto metadata = registration();
    metadata["contacts"] = json::Array{"ops@client.example"};
    metadata["grant_types"] = json::Array{"authorization_code", "refresh_token"};
    metadata["response_types"] = json::Array{"code"};
    metadata["token_endpoint_auth_method"] = "client_secret_basic";
    const auto answer = send(metadata);
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.fields.find("Cache-Control"), "no-store");
    const auto body = body_of(answer);
    for (const auto& member : metadata) EXPECT_EQ(*json::find(body, member.key()), member.value()) << member.key();
    EXPECT_EQ(text_at(body, "client_id").size(), 32U);
    EXPECT_EQ(text_at(body, "client_secret").size(), 43U);
    EXPECT_EQ(*json::find(body, "client_id_issued_at"), json::Value(1'800'000'000));
    EXPECT_EQ(*json::find(body, "client_secret_expires_at"), json::Value(0));
}

TEST_F(Registration, EveryRequiredMemberIsRequired) {
    for (const auto* name : {"client_name", "client_uri", "logo_uri", "tos_uri", "policy_uri", "software_id",
                             "software_version", "scope"}) {
        if (std::string_view(name) != "scope") {
            EXPECT_EQ(error_with(name, nullptr), "invalid_client_metadata") << name;
        }
        EXPECT_EQ(error_with(name, ""), "invalid_client_metadata") << name;
        EXPECT_EQ(error_with(name, 7), "invalid_client_metadata") << name;
        EXPECT_EQ(error_with(name, "a\nb"), "invalid_client_metadata") << name;
    }
    EXPECT_EQ(error_with("redirect_uris", nullptr), "invalid_redirect_uri");
    EXPECT_EQ(error_with("redirect_uris", json::Array{}), "invalid_redirect_uri");
    EXPECT_EQ(error_with("redirect_uris", "https://client.example/cb"), "invalid_redirect_uri");  // arrays are arrays
}

TEST_F(Registration, AWalletNeedsNoMoreThanRfc7591Does) {
    test::add(app_.services().issuers, test::reader());
    const auto registered = [&](const char* metadata) {
        const auto answer = send(*json::parse(metadata), "address " + std::to_string(++sent_));
        return answer.status == 201 ? body_of(answer) : json::Value(text_at(body_of(answer), "error"));
    };
    const auto with_scope =
        registered(R"({"redirect_uris":["https://wallet.example/cb"],"scope":"reader.ldp_vc other"})");
    ASSERT_TRUE(with_scope.is_object()) << json::serialize(with_scope);
    EXPECT_EQ(text_at(with_scope, "scope"), "reader.ldp_vc") << "the scope that the metadata announce";
    EXPECT_EQ(json::find(with_scope, "client_name"), nullptr) << "nothing is made up";
    const auto plain = registered(R"({"redirect_uris":["org.example.wallet:/cb"],"token_endpoint_auth_method":"none",
        "grant_types":["authorization_code","urn:ietf:params:oauth:grant-type:pre-authorized_code","refresh_token"],
        "client_name":"Wallet"})");
    ASSERT_TRUE(plain.is_object()) << json::serialize(plain);
    EXPECT_EQ(json::find(plain, "scope"), nullptr);
    EXPECT_TRUE(registered(R"({"grant_types":["urn:ietf:params:oauth:grant-type:pre-authorized_code"]})").is_object());
    // What is said is checked as ever.
    EXPECT_EQ(registered(R"({"redirect_uris":["https://wallet.example/cb"],"scope":"writer.ldp_vc"})"),
              "invalid_client_metadata");
    EXPECT_EQ(registered(R"({"redirect_uris":["javascript:alert"]
})"),
              "invalid_redirect_uri");
    EXPECT_EQ(registered("{}"), "invalid_redirect_uri");
    EXPECT_EQ(registered(R"({"redirect_uris":["https://evil.example/cb"],"client_uri":"https://bank.example/"})"),
              "invalid_redirect_uri");
    EXPECT_EQ(registered(R"({"redirect_uris":["org.example.wallet:/cb"],"client_uri":"https://bank.example/"})"),
              "invalid_redirect_uri")
        << "the page would name a host where the answer does not go";
    EXPECT_EQ(registered(R"({"redirect_uris":["https://wallet.example/cb"],"logo_uri":"https://wallet.example/x"})"),
              "invalid_client_metadata");
}

TEST_F(Registration, OtherWaysThanOursAreRefused) {
    EXPECT_EQ(error_with("token_endpoint_auth_method", "client_secret_post"), "invalid_client_metadata");
    EXPECT_EQ(error_with("token_endpoint_auth_method", "attest_jwt_client_auth"), "invalid_client_metadata");
    EXPECT_EQ(error_with("token_endpoint_auth_method", "private_key_jwt"), "invalid_client_metadata");  // without keys
    EXPECT_EQ(error_with("grant_types", json::Array{"implicit"}), "invalid_client_metadata");
    EXPECT_EQ(error_with("grant_types", json::Array{"refresh_token"}), "invalid_client_metadata");
    EXPECT_EQ(error_with("response_types", json::Array{"token"}), "invalid_client_metadata");
    EXPECT_EQ(error_with("contacts", "ops@client.example"), "invalid_client_metadata");
    EXPECT_EQ(error_with("software_statement", "a.b.c"), "invalid_software_statement");
    EXPECT_EQ(error_with("scope", "unknown"), "invalid_client_metadata");
    EXPECT_EQ(error_with("client_name", "Bank \xE2\x80\xAE gro.knab"), "invalid_client_metadata");
    EXPECT_EQ(error_with("unknown_member", "passed over"), "");
    EXPECT_EQ(send(json::Array{}).status, 400);
}

TEST_F(Registration, UnknownScopesAreLeftOut) {
    auto metadata = registration();
    metadata["scope"] = json::key("other " + std::string(service::oauth::kProfileReadonly));
    EXPECT_EQ(text_at(body_of(send(metadata)), "scope"), service::oauth::kProfileReadonly);
}

TEST_F(Registration, OA9_RedirectUrisThatLeadElsewhereAreRefused) {
    for (const auto* uri :
         {"javascript:alert(1)", "data:text/html,x", "http://client.example/cb", "https://other.example/cb",
          "https://client.example.evil.example/cb", "https://user@client.example/cb", "https://client.example/cb#x",
          "https://client.example/cb#", "https://*.example/cb", "//client.example/cb", "/cb", "", "com.client:/cb",
          "https://client.example/c b", "https://127.0.0.1/cb", "http://localhost:8080/cb", "https://[::1]/cb"}) {
        EXPECT_EQ(error_with("redirect_uris", json::Array{uri}), "invalid_redirect_uri") << uri;
    }
    EXPECT_EQ(error_with("redirect_uris", json::Array{"https://CLIENT.example:8443/cb?a=b"}), "");
}

TEST_F(Registration, OA9_AddressesInsideAreRefusedAndNothingIsFetched) {
    // The test's HttpClient answers nothing, so a fetch would be seen as an error, too.
    for (const auto* uri : {"https://127.0.0.1/logo.png", "https://10.0.0.1/", "https://169.254.169.254/latest",
                            "https://localhost/", "https://intranet/", "https://[fd00::1]/", "https://0x7f000001/",
                            "https://2130706433/", "file:///etc/passwd", "https://other.example/logo.png"}) {
        EXPECT_EQ(error_with("logo_uri", uri), "invalid_client_metadata") << uri;
        EXPECT_EQ(error_with("jwks_uri", uri), "invalid_client_metadata") << uri;
        EXPECT_EQ(error_with("client_uri", uri), "invalid_client_metadata") << uri;
    }
}

TEST_F(Registration, OA9_ThereAreNotManyFromOneAddress) {
    int made = 0;
    http::Response last;
    for (int i = 0; i < 100; ++i) {
        last = send(registration());
        made += last.status == 201 ? 1 : 0;
    }
    EXPECT_EQ(made, 30);
    EXPECT_EQ(last.status, 429);
    EXPECT_TRUE(last.fields.find("Retry-After"));
    EXPECT_EQ(send(registration(), "203.0.113.9").status, 201);
    app_.pass_seconds(60);
    EXPECT_EQ(send(registration()).status, 201);
    EXPECT_EQ(send(registration()).status, 429);
}

TEST_F(Registration, OA9_ClientsNobodyUsesDoNotFillTheStore) {
    auto& store = app_.services().store;
    const storage::Audit audit{"alpha", "test", "client", "test", "", 1};
    for (int i = 0; i < 12; ++i) {
        const std::string id = "client-" + std::to_string(i);
        ASSERT_TRUE(store.add_client({"alpha", id, Bytes{1}, "{}", 1000 + i}, 10, audit));
    }
    EXPECT_FALSE(store.client("alpha", "client-0"));
    EXPECT_FALSE(store.client("alpha", "client-1"));
    EXPECT_TRUE(store.client("alpha", "client-2"));
    EXPECT_TRUE(store.client("alpha", "client-11"));
}

TEST(RegistrationInTheDemo, LoopbackClientsMayRegister) {
    test::TestApp app;
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    auto metadata = registration();
    for (const auto* name : {"client_uri", "logo_uri", "tos_uri", "policy_uri"})
        metadata[name] = "http://127.0.0.1:9000/x";
    metadata["redirect_uris"] = json::Array{"http://127.0.0.1:9001/cb"};
    EXPECT_EQ(app.post("/oauth/register", json::serialize(metadata)).status, 201);
    metadata["redirect_uris"] = json::Array{"http://client.example/cb"};
    EXPECT_EQ(app.post("/oauth/register", json::serialize(metadata)).status, 400);
}

}  // namespace
}  // namespace blason
