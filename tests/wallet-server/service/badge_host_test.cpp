// The client's side of the Open Badges API: what another host may say, and what we do then.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "tests/did/scripted_client.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/raw_members.hpp"
#include "wallet-server/service/badge_host/session.hpp"
#include "wallet-server/service/badge_host/wanted_scopes.hpp"

namespace blason::service::badge_host {
namespace {

template <typename T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

// As in the example of Open Badges 3.0, the addresses have no scheme.
constexpr const char* kDescription = R"({
  "openapi": "3.0.1", "info": {"title": "A host", "termsOfService": "host.example/terms"},
  "components": {"securitySchemes": {"OAuth2ACG": {"type": "oauth2",
    "x-imssf-registrationUrl": "host.example/registration",
    "flows": {"authorizationCode": {"tokenUrl": "host.example/token", "authorizationUrl": "/authorize?tenant=1",
      "refreshUrl": "https://host.example/refresh", "scopes": {"a": "", "b": ""}}}}}}})";

TEST(HostAddress, IsCompletedAsPeopleTypeIt) {
    EXPECT_EQ(*base_address(" badges.example.org "), "https://badges.example.org");
    EXPECT_EQ(*base_address("https://example.org/tenant/"), "https://example.org/tenant");
    EXPECT_EQ(*base_address("https://example.org/t/ims/ob/v3p0/discovery?x=1"), "https://example.org/t");
    EXPECT_EQ(*base_address("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    EXPECT_EQ(*base_address("localhost:8080"), "https://localhost:8080");
    for (const char* bad : {"", "ftp://a.example", "javascript:alert(1)", "https://", "https://a@b.example/", "no host",
                            "https://a.example\\@b.example", "https://a.example/\r\nX: y"})
        EXPECT_EQ(code(base_address(bad)), "host-address") << bad;
}

TEST(HostAddress, OfADescriptionIsAbsoluteRelativeOrWithoutScheme) {
    EXPECT_EQ(*completed_address("https://a.example/t", "b.example/token"), "https://b.example/token");
    EXPECT_EQ(*completed_address("https://a.example/t", "/token"), "https://a.example/token");
    EXPECT_EQ(*completed_address("http://127.0.0.1:1", "127.0.0.1:1/token"), "http://127.0.0.1:1/token");
    for (const char* bad : {"http://a.example/token", "javascript:alert(1)", "data:text/html,x", "", "//", "token"})
        EXPECT_EQ(code(completed_address("https://a.example", bad)), "host-address") << bad;
}

TEST(HostAddress, FormsAndLinksAreReadAndWritten) {
    EXPECT_EQ(form_encoded({{"a", "1 2&3"}, {"b", "é~"}}), "a=1%202%263&b=%C3%A9~");
    EXPECT_EQ(parameter("state=a%20b+c&code=1", "state"), "a b c");
    EXPECT_EQ(parameter("state=1&state=2", "state"), std::nullopt);
    EXPECT_EQ(parameter("state=%4", "state"), std::nullopt);
    const char* field = "<u?a,b>; rel=\"first prev\", <n>;rel=next; title=\"x\" , <l>; rel=\"last\"";
    EXPECT_EQ(link_target(field, "next"), "n");
    EXPECT_EQ(link_target(field, "prev"), "u?a,b");
    EXPECT_EQ(link_target(field, "last"), "l");
    EXPECT_EQ(link_target(field, "up"), std::nullopt);
    EXPECT_EQ(link_target("<broken", "next"), std::nullopt);
}

TEST(RawMembers, AreTheBytesThatCame) {
    const auto of = [](std::string_view text) { return raw_elements(text, "credential"); };
    EXPECT_EQ(of(R"( { "x":[1,{"credential":[0]}] , "credential" : [ {"a" : 1.0e0, "b":"]\"}"} ,"t", [] ] } )"),
              (std::vector<std::string_view>{R"({"a" : 1.0e0, "b":"]\"}"})", "\"t\"", "[]"}));
    EXPECT_EQ(of(R"({"cred\u0065ntial":{"a":1}})"), std::vector<std::string_view>{R"({"a":1})"});
    EXPECT_TRUE(of(R"({"credential":[]})").empty());
    EXPECT_TRUE(of("{}").empty());
}

TEST(ServiceDescription, IsReadAsItIsFoundInTheWild) {
    const auto host = read_description("https://host.example/t", kDescription);
    ASSERT_TRUE(host) << host.error().detail;
    EXPECT_EQ(host->registration_url, "https://host.example/registration");
    EXPECT_EQ(host->authorization_url, "https://host.example/authorize?tenant=1");
    EXPECT_EQ(host->token_url, "https://host.example/token");
    EXPECT_EQ(host->refresh_url, "https://host.example/refresh");
    EXPECT_EQ(host->scopes, (Scopes{"a", "b"}));
    EXPECT_EQ(host->api("/profile"), "https://host.example/t/ims/ob/v3p0/profile");
}

TEST(ServiceDescription, WhatIsMissingIsNamed) {
    for (const char* text : {"{}", "[]", R"({"components": {"securitySchemes": {"OAuth2ACG": {}}}})"})
        EXPECT_EQ(code(read_description("https://a.example", text)), "service-description") << text;
    std::string bad = kDescription;
    bad.replace(bad.find("host.example/token"), 18, "javascript:alert(1)");
    const auto refused = read_description("https://host.example", bad);
    EXPECT_EQ(code(refused), "host-address");
    EXPECT_EQ(refused.error().pointer, "/components/securitySchemes/OAuth2ACG/flows/authorizationCode/tokenUrl");
}

TEST(ServiceDescription, OnlyScopesTheHostOffersAreAskedFor) {
    HostDescription host;
    EXPECT_EQ(wanted_scopes(host), all_scopes());
    host.scopes = {"https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly", "of its own", "offline_access"};
    EXPECT_EQ(wanted_scopes(host),
              (Scopes{"https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly", "offline_access"}));
}

class HostClient : public testing::Test {
  protected:
    void SetUp() override {
        client.answer("https://host.example/ims/ob/v3p0/discovery", kDescription);
        auto host = discover("host.example", client);
        ASSERT_TRUE(host) << host.error().detail;
        connection.host = std::move(*host);
        connection.registration = {"client id", "secret:1", "https://us.example/callback"};
        connection.tokens = {"access-1", "refresh-1", {"a"}, {1000, 0}};
    }
    HostSession session() {
        return {connection, client,
                [] {
                    return Instant{500, 0};
                },
                [this](const Connection& now) {
                    saved = to_text(now);
                    return Result<void>();
                }};
    }
    OAuthClient oauth() { return {connection.host, client}; }
    Result<std::vector<std::string>> read(const ReadOptions& options = {}) {
        std::vector<std::string> out;
        auto done = session().read_badges(options, [&](std::string text) {
            out.push_back(std::move(text));
            return Result<void>();
        });
        if (!done) return std::move(done).error();
        return out;
    }
    void page(const std::string& query, const std::string& body, const std::string& link = {},
              const std::string& total = {}) {
        net::FetchReply reply{200, "application/json", {}, body};
        if (!link.empty()) reply.headers.emplace_back("link", link);
        if (!total.empty()) reply.headers.emplace_back("x-total-count", total);
        client.answer_with("https://host.example/ims/ob/v3p0/credentials?" + query, std::move(reply));
    }
    static std::string header_of(const net::FetchRequest& request, std::string_view name) {
        for (const auto& [key, value] : request.headers)
            if (key == name) return value;
        return {};
    }

    test::ScriptedClient client;
    Connection connection;
    std::string saved;
};

TEST_F(HostClient, RegistersWithEverythingTheStandardAsksFor) {
    client.answer("https://host.example/registration", R"({"client_id": "c", "client_secret": "s"})", 201);
    ClientInfo info{"Blason", "https://us.example", "https://us.example/callback", "1"};
    const auto registration = oauth().register_client(info, all_scopes());
    ASSERT_TRUE(registration) << registration.error().detail;
    EXPECT_EQ(registration->client_id, "c");
    const auto sent = json::parse(client.requests.back().body);
    for (const char* name : {"client_name", "client_uri", "logo_uri", "tos_uri", "policy_uri", "software_id",
                             "software_version", "redirect_uris", "scope"})
        EXPECT_NE(json::find(*sent, name), nullptr) << name;
    client.answer("https://host.example/registration", R"({"error": "invalid_redirect_uri"})", 400);
    const auto refused = oauth().register_client(info, all_scopes());
    EXPECT_EQ(code(refused), "registration-refused");
    EXPECT_NE(refused.error().detail.find("invalid_redirect_uri"), std::string::npos);
    client.answer("https://host.example/registration", R"({"client_id": "c", "client_secret": "a\nb"})", 201);
    EXPECT_EQ(code(oauth().register_client(info, all_scopes())), "registration-incomplete");
}

// security.md OA3 (we always send S256), OA4 (mix-up), OA5 (state).
TEST_F(HostClient, OA4_OA5_OnlyTheAnswerToOurOwnQuestionCounts) {
    const auto pending = oauth().authorization(connection.registration, {"a", "b"}, crypto::system_random());
    EXPECT_TRUE(
        pending.url.starts_with("https://host.example/authorize?tenant=1&response_type=code&client_id=client%20id&"));
    EXPECT_NE(pending.url.find("&code_challenge_method=S256"), std::string::npos);
    EXPECT_EQ(pending.url.find(pending.verifier), std::string::npos);
    const std::string state = "state=" + pending.state;
    EXPECT_EQ(*oauth().code_of("code=x&" + state, pending), "x");
    EXPECT_EQ(code(oauth().code_of("code=x", pending)), "authorization-state");
    EXPECT_EQ(code(oauth().code_of("code=x&state=other", pending)), "authorization-state");
    EXPECT_EQ(code(oauth().code_of("code=x&state=", Pending())), "authorization-state");
    EXPECT_EQ(code(oauth().code_of("code=x&" + state + "&" + state, pending)), "authorization-state");
    EXPECT_EQ(code(oauth().code_of("code=x&iss=https%3A%2F%2Fevil.example&" + state, pending)), "authorization-issuer");
    EXPECT_EQ(code(oauth().code_of("error=access_denied&" + state, pending)), "authorization-denied");
    EXPECT_EQ(code(oauth().code_of(state, pending)), "authorization-code-missing");
    connection.host.issuer = "https://host.example";
    connection.host.names_issuer = true;
    EXPECT_EQ(code(oauth().code_of("code=x&" + state, pending)), "authorization-issuer");
    EXPECT_EQ(*oauth().code_of("code=x&iss=https%3A%2F%2Fhost.example&" + state, pending), "x");
}

TEST_F(HostClient, TheCodeBecomesTokens) {
    Pending pending{"", "state", "verifier", {"a", "b"}};
    client.answer(
        "https://host.example/token",
        R"({"access_token": "A", "token_type": "Bearer", "scope": "a", "expires_in": 60, "refresh_token": "R"})");
    const auto tokens = oauth().exchange(connection.registration, pending, "code", {100, 0});
    ASSERT_TRUE(tokens) << tokens.error().detail;
    EXPECT_EQ(tokens->scopes, Scopes{"a"});
    EXPECT_EQ(tokens->expires.seconds, 160);
    // base64("client%20id:secret%3A1"), RFC 6749 section 2.3.1
    EXPECT_EQ(header_of(client.requests.back(), "Authorization"), "Basic Y2xpZW50JTIwaWQ6c2VjcmV0JTNBMQ==");
    EXPECT_NE(client.requests.back().body.find("code_verifier=verifier"), std::string::npos);
    client.answer("https://host.example/token", R"({"error": "invalid_grant"})", 400);
    EXPECT_EQ(code(oauth().exchange(connection.registration, pending, "code", {100, 0})), "token-refused");
    for (const char* body :
         {"", "{}", R"({"access_token": "A"})", R"({"access_token": "A\r\nX: y", "token_type": "bearer"})",
          R"({"access_token": "A", "token_type": "mac"})"}) {
        client.answer("https://host.example/token", body);
        EXPECT_EQ(code(oauth().exchange(connection.registration, pending, "code", {100, 0})), "token-incomplete")
            << body;
    }
}

TEST_F(HostClient, BadgesAreReadPageByPageAndByteByByte) {
    const std::string at = "<https://host.example/ims/ob/v3p0/credentials?";
    page("limit=100&offset=0", R"({"credential": [{"n" : 1}], "compactJwsString": ["a.b.c"]})",
         at + "limit=2&offset=2>; rel=\"next\"", "4");
    page("limit=2&offset=2", R"({"compactJwsStrings": ["d.e.f"]})", "<?limit=2&offset=3>; rel=\"next\"");
    page("limit=2&offset=3", R"({"credential": {"n": 2}})");
    EXPECT_EQ(*read(), (std::vector<std::string>{"{\"n\" : 1}", "a.b.c", "d.e.f", "{\"n\": 2}"}));
    EXPECT_EQ(header_of(client.requests.back(), "Authorization"), "Bearer access-1");
}

TEST_F(HostClient, AHostWithoutLinksIsCountedThrough) {
    page("limit=1&offset=0", R"({"credential": [1]})", "", "2");
    page("limit=1&offset=1", R"({"credential": [2]})", "", "2");
    ReadOptions options;
    options.page = 1;
    EXPECT_EQ(read(options)->size(), 2U);
}

TEST_F(HostClient, TheTokenIsNotSentToAnotherAddress) {
    for (const char* next : {"https://evil.example/ims/ob/v3p0/credentials?offset=1", "//evil.example/?x",
                             "https://host.example/other?x", "http://host.example/ims/ob/v3p0/credentials?x"}) {
        page("limit=100&offset=0", R"({"credential": [1]})", "<" + std::string(next) + ">; rel=\"next\"");
        EXPECT_EQ(code(read()), "host-link") << next;
    }
}

TEST_F(HostClient, PagesWithoutEndEnd) {
    page("limit=100&offset=0", R"({"credential": [1]})",
         "<https://host.example/ims/ob/v3p0/credentials?limit=100&offset=0>; rel=\"next\"");
    ReadOptions options;
    options.max_pages = 20;
    EXPECT_EQ(code(read(options)), "host-too-many");
    options.most = 5;
    EXPECT_EQ(code(read(options)), "host-too-many");
}

TEST_F(HostClient, AnswersThatAreNoneAreErrors) {
    const std::string url = "https://host.example/ims/ob/v3p0/credentials?limit=100&offset=0";
    page("limit=100&offset=0", "[]");
    EXPECT_EQ(code(read()), "host-answer");
    page("limit=100&offset=0", R"({"compactJwsString": [1]})");
    EXPECT_EQ(code(read()), "host-answer");
    client.answer(url, R"({"imsx_description": "not\u0007 yours"})", 403);
    const auto refused = read();
    EXPECT_EQ(code(refused), "host-forbidden");
    EXPECT_EQ(refused.error().detail, "The host answers 403: not  yours.");
    client.answer(url, "<html>", 502);
    EXPECT_EQ(code(read()), "host-failed");
}

TEST_F(HostClient, AnAccessTokenThatHasEndedIsRefreshedAndTheNewOneSavedFirst) {
    connection.tokens.expires = {510, 0};
    page("limit=100&offset=0", R"({"credential": []})");
    client.answer(
        "https://host.example/refresh",
        R"({"access_token": "access-2", "token_type": "bearer", "expires_in": 3600, "refresh_token": "refresh-2"})");
    ASSERT_TRUE(read());
    EXPECT_EQ(header_of(client.requests.back(), "Authorization"), "Bearer access-2");
    EXPECT_NE(saved.find("refresh-2"), std::string::npos);
    const auto again = connection_from_text(saved);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->tokens.refresh_token, "refresh-2");
    EXPECT_EQ(again->host.token_url, connection.host.token_url);
    EXPECT_EQ(code(connection_from_text("{}")), "connection-unreadable");
}

TEST_F(HostClient, BadgesAreSentInTheirMediaType) {
    client.answer("https://host.example/ims/ob/v3p0/credentials", "{}", 201);
    EXPECT_TRUE(session().send_badge("{\"a\": 1}")->created);
    EXPECT_EQ(client.requests.back().content_type, "application/json");
    EXPECT_EQ(client.requests.back().body, "{\"a\": 1}");
    client.answer("https://host.example/ims/ob/v3p0/credentials", "a.b.c", 200);
    EXPECT_FALSE(session().send_badge("eyJhIjoxfQ.eyJhIjoxfQ.AAAA\n")->created);
    EXPECT_EQ(client.requests.back().content_type, "text/plain");
    EXPECT_EQ(client.requests.back().body, "eyJhIjoxfQ.eyJhIjoxfQ.AAAA");
}

}  // namespace
}  // namespace blason::service::badge_host
