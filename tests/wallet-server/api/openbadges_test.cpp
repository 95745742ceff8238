// The Open Badges 3.0 API, provider side: what it says of itself, who may, what is read, and every error of it as
// Imsx_StatusInfo.
#include <gtest/gtest.h>

#include <cctype>

#include "tests/wallet-server/api/openbadges_api.hpp"
#include "wallet-server/api/openbadges/paging.hpp"

namespace blason::api::openbadges {
namespace {

using test::body_of;
using test::field;
using test::kCredentials;
using test::kProfile;
using test::minor_of;
using test::OpenBadgesApi;
using test::text_at;

TEST_F(OpenBadgesApi, TheServiceDescriptionIsOpenToEverybodyAndNamesWhatIsThere) {
    const auto response = get("/ims/ob/v3p0/discovery", "", "");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(field(response, "Content-Type"), "application/json");
    const auto body = body_of(response);
    EXPECT_EQ(text_at(body, "openapi"), "3.0.1");
    const auto& info = *json::find(body, "info");
    for (const auto* name : {"title", "version", "termsOfService", "x-imssf-privacyPolicyUrl"})
        EXPECT_NE(text_at(info, name), "") << name;
    const auto* scheme = &body;
    for (const auto* name : {"components", "securitySchemes", "OAuth2ACG"}) scheme = json::find(*scheme, name);
    EXPECT_EQ(text_at(*scheme, "type"), "oauth2");
    EXPECT_EQ(text_at(*scheme, "x-imssf-registrationUrl"), "http://127.0.0.1:8080/oauth/register");
    const auto& flow = *json::find(*json::find(*scheme, "flows"), "authorizationCode");
    EXPECT_EQ(text_at(flow, "authorizationUrl"), "http://127.0.0.1:8080/oauth/authorize");
    EXPECT_EQ(text_at(flow, "tokenUrl"), "http://127.0.0.1:8080/oauth/token");
    EXPECT_EQ(json::find(flow, "scopes")->get_object().size(), 5U);
    EXPECT_TRUE(json::find(flow, "scopes")->get_object().contains("offline_access"))
        << "who asks for what stands here gets the refresh token that refreshUrl is for";
    // Every operation of the description is a row of the router, and the other way round.
    const auto router = app.app().router();
    const auto& paths = json::find(body, "paths")->get_object();
    EXPECT_EQ(paths.size(), 3U);
    for (const auto& [path, operations] : paths) {
        for (const auto& operation : operations.get_object()) {
            std::string method;
            for (const char c : operation.key()) method += static_cast<char>(std::toupper(c));
            EXPECT_NE(router.match(method, "/ims/ob/v3p0" + std::string(path)).route, nullptr) << method << path;
        }
    }
}

TEST_F(OpenBadgesApi, EveryOrganisationIsAHostOfItsOwn) {
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "", ""}, {}));
    const auto description = get("/issuers/beta/ims/ob/v3p0/discovery", "", "");
    ASSERT_EQ(description.status, 200) << description.body;
    const std::string base = "http://127.0.0.1:8080/issuers/beta";
    for (const auto* place : {"/oauth/authorize", "/oauth/token", "/oauth/register", "/ims/ob/v3p0"})
        EXPECT_NE(description.body.find('"' + base + place + '"'), std::string::npos) << place;
    EXPECT_EQ(get("/issuers/nobody/ims/ob/v3p0/discovery", "", "").status, 404);

    // The token opens a wallet of alpha, and nothing of another organisation.
    ASSERT_EQ(send("POST", "/issuers/alpha/ims/ob/v3p0/credentials", badge()).status, 201);
    const auto own = get("/issuers/alpha/ims/ob/v3p0/credentials");
    EXPECT_EQ(own.status, 200);
    EXPECT_NE(field(own, "Link").find("/issuers/alpha/ims/ob/v3p0/credentials?"), std::string::npos)
        << field(own, "Link");
    EXPECT_EQ(get("/issuers/alpha/ims/ob/v3p0/profile").status, 200);
    EXPECT_EQ(get("/issuers/beta/ims/ob/v3p0/credentials").status, 403);
    for (const auto* path : {"/issuers/alpha/ims/ob/v3p0/nothing", "/issuers/beta/ims/ob/v3p0/credentials"})
        EXPECT_FALSE(minor_of(get(path)).empty()) << path;
}

/// Who moves from another host brings certificates that have expired.
TEST_F(OpenBadgesApi, ABadgeOutOfDateIsKeptAndShownAsSuch) {
    auto of = numbered(1);
    of.valid_from = "2099-01-01T00:00:00Z";
    const auto early = badge(of);
    ASSERT_EQ(send("POST", kCredentials, early).status, 201);
    of = numbered(2);
    of.valid_until = "2027-01-15T08:10:00Z";  // ten minutes from now
    const auto expired = badge(of);
    app.pass_seconds(1800);
    const auto kept = send("POST", kCredentials, expired);
    ASSERT_EQ(kept.status, 201) << kept.body;
    for (const auto& text : {early, expired}) EXPECT_NE(get(kCredentials).body.find(text), std::string::npos);
    std::string changed = expired;
    changed.replace(changed.find("08:10:00"), 8, "08:20:00");
    EXPECT_EQ(send("POST", kCredentials, changed).status, 400) << "expired and forged";
    EXPECT_EQ(held(), 2U);
}

TEST_F(OpenBadgesApi, TheServiceDescriptionIsNotSentTwice) {
    const auto first = get("/ims/ob/v3p0/discovery", "", "");
    http::Request again;
    again.method = "GET";
    again.path = "/ims/ob/v3p0/discovery";
    again.fields.set("If-None-Match", field(first, "ETag"));
    const auto second = call(again, "");
    EXPECT_EQ(second.status, 304);
    EXPECT_EQ(second.body, "");
    EXPECT_NE(field(second, "ETag"), "");
    EXPECT_NE(field(second, "Cache-Control"), "no-store");
    again.fields.set("If-None-Match", "\"other\"");
    EXPECT_EQ(call(again, "").status, 200);
}

TEST_F(OpenBadgesApi, EveryOperationNeedsItsScope) {
    struct Row {
        const char* method;
        const char* path;
        const char* scope;
    };
    for (const auto& [method, path, scope] :
         {Row{"GET", kCredentials, "credential.readonly"}, Row{"POST", kCredentials, "credential.upsert"},
          Row{"GET", kProfile, "profile.readonly"}, Row{"PUT", kProfile, "profile.update"}}) {
        SCOPED_TRACE(std::string(method) + " " + path);
        const auto without = send(method, path, "{}", "application/json", "");
        EXPECT_EQ(without.status, 401);
        EXPECT_EQ(minor_of(without), "unauthorizedrequest");
        EXPECT_EQ(field(without, "WWW-Authenticate"), "Bearer realm=\"blason\"");
        const auto unknown = send(method, path, "{}", "application/json", "unknown");
        EXPECT_EQ(unknown.status, 401);
        EXPECT_NE(field(unknown, "WWW-Authenticate").find("error=\"invalid_token\""), std::string::npos);
        for (const auto* other :
             {"offline_access", "credential.readonly", "credential.upsert", "profile.readonly", "profile.update"}) {
            if (std::string_view(other) == scope) continue;
            const auto refused = send(method, path, "{}", "application/json", other);
            EXPECT_EQ(refused.status, 403) << other;
            EXPECT_EQ(minor_of(refused), "forbidden");
            EXPECT_NE(field(refused, "WWW-Authenticate").find(scope), std::string::npos);
        }
        const auto allowed = send(method, path, "{}", "application/json", scope).status;
        EXPECT_TRUE(allowed == 200 || allowed == 400) << allowed;
    }
    EXPECT_EQ(get(kCredentials, "", "credential.readonly").status, 200);
}

// What security.md OA7 asks of every resource is tested with oauth::check_access; here, that its errors are in our
// words.
TEST_F(OpenBadgesApi, OA7_ATokenInTheAddressIsRefusedAsStatusInfo) {
    const auto refused = get(kCredentials, "access_token=" + tokens["all"], "");
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(minor_of(refused), "invalid_data");
}

TEST_F(OpenBadgesApi, AfterTheGrantIsWithdrawnNothingIsOpen) {
    EXPECT_EQ(get(kCredentials).status, 200);
    const auto grants = app.services().grants.grants_of("alpha", grantee.account);
    ASSERT_TRUE(grants);
    for (const auto& grant : *grants)
        ASSERT_TRUE(app.services().grants.withdraw("alpha", grantee.account, grant.id, {}));
    EXPECT_EQ(get(kCredentials).status, 401);
    EXPECT_EQ(get(kProfile).status, 401);
}

TEST_F(OpenBadgesApi, ErrorsOutsideOfTheHandlersAreStatusInfoToo) {
    const auto missing = get("/ims/ob/v3p0/nothing");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(minor_of(missing), "not_found");
    const auto method = send("DELETE", kCredentials, "");
    EXPECT_EQ(method.status, 405);
    EXPECT_EQ(text_at(body_of(method), "imsx_codeMajor"), "unsupported");
    EXPECT_EQ(minor_of(method), "not_allowed");
    http::Request request;
    request.path = kCredentials;
    const auto router = app.app().router();
    const auto failed = router.error({"internal-error", "", "", ErrorKind::Internal}, request);
    EXPECT_EQ(failed.status, 500);
    EXPECT_EQ(minor_of(failed), "internal_server_error");
    const auto busy = router.error(unavailable("server-busy", ""), request);
    EXPECT_EQ(minor_of(busy), "server_busy");
    EXPECT_EQ(field(busy, "Retry-After"), "1");
}

TEST_F(OpenBadgesApi, TheWalletIsReadPageByPage) {
    for (int i = 1; i <= 5; ++i) {
        app.pass_seconds(1);
        ASSERT_EQ(send("POST", kCredentials, badge(numbered(i))).status, 201);
    }
    const auto page = [&](const std::string& query) {
        const auto response = get(kCredentials, query);
        const auto body = body_of(response);
        std::string ids;
        const auto* list = json::find(body, "credential");
        if (list != nullptr) {
            for (const auto& badge : list->get_array()) ids += text_at(badge, "id").back();
        }
        return ids + " of " + field(response, "X-Total-Count");
    };
    EXPECT_EQ(page(""), "12345 of 5");
    EXPECT_EQ(page("limit=2"), "12 of 5");
    EXPECT_EQ(page("limit=2&offset=4"), "5 of 5");
    EXPECT_EQ(page("limit=2&offset=5"), " of 5");
    EXPECT_EQ(page("since=2027-01-03T00:00:00Z"), "45 of 2");
    EXPECT_EQ(page("since=2027-01-03T01:00:00%2B02:00&limit=1"), "3 of 3");
    EXPECT_EQ(page("limit=99999999999999999999&offset=0"), "12345 of 5");
    const std::string at = "<http://127.0.0.1:8080/ims/ob/v3p0/credentials?limit=2&offset=";
    EXPECT_EQ(
        field(get(kCredentials, "limit=2&offset=1"), "Link"),
        at + "0>; rel=\"first\", " + at + "3>; rel=\"last\", " + at + "3>; rel=\"next\", " + at + "0>; rel=\"prev\"");
    EXPECT_EQ(field(get(kCredentials, "offset=4&limit=2"), "Link"),
              at + "0>; rel=\"first\", " + at + "4>; rel=\"last\", " + at + "2>; rel=\"prev\"");
    const auto since = field(get(kCredentials, "limit=1&since=2027-01-03T00:00:00%2B00:00"), "Link");
    EXPECT_NE(since.find("offset=1&since=2027-01-03T00:00:00%2B00:00>; rel=\"next\""), std::string::npos) << since;
}

TEST_F(OpenBadgesApi, QueryParametersAreChecked) {
    for (const auto* query : {"limit=0", "limit=-1", "limit=", "limit=ten", "limit=1.5", "limit=+1", "offset=-1",
                              "offset=x", "since=yesterday", "since=", "limit=1&limit=2", "offset=1&o%66fset=2"}) {
        const auto response = get(kCredentials, query);
        EXPECT_EQ(response.status, 400) << query;
        if (response.status == 400) {
            EXPECT_EQ(minor_of(response), "invalid_query_parameter") << query;
        }
    }
    EXPECT_EQ(get(kCredentials, "unknown=1").status, 200);
}

TEST_F(OpenBadgesApi, WhatHasNotChangedIsNotSentAgain) {
    ASSERT_EQ(send("POST", kCredentials, badge()).status, 201);
    for (const auto* path : {kCredentials, kProfile}) {
        const auto first = get(path);
        http::Request again;
        again.method = "GET";
        again.path = path;
        again.fields.set("If-None-Match", "\"x\", " + field(first, "ETag"));
        EXPECT_EQ(call(again).status, 304);
        EXPECT_EQ(field(first, "Cache-Control"), "private, no-cache");
    }
    const auto before = field(get(kCredentials), "ETag");
    ASSERT_EQ(send("POST", kCredentials, badge(numbered(2))).status, 201);
    EXPECT_NE(field(get(kCredentials), "ETag"), before);
}

TEST(OpenBadgesPaging, TheLinksOfAnEmptyWalletStayOnItsOnlyPage) {
    PageRequest page;
    page.limit = 10;
    EXPECT_EQ(page_links(page, 0, 0, "u"), "<u?limit=10&offset=0>; rel=\"first\", <u?limit=10&offset=0>; rel=\"last\"");
    page.offset = 30;
    EXPECT_EQ(page_links(page, 0, 25, "u"),
              "<u?limit=10&offset=0>; rel=\"first\", <u?limit=10&offset=20>; rel=\"last\", "
              "<u?limit=10&offset=20>; rel=\"prev\"");
}

// A page that ends early, because its credentials are large, goes on where it ended.
TEST(OpenBadgesPaging, TheNextPageBeginsWhereThisOneEnded) {
    PageRequest page;
    page.limit = 10;
    EXPECT_NE(page_links(page, 3, 25, "u").find("<u?limit=10&offset=3>; rel=\"next\""), std::string::npos);
}

}  // namespace
}  // namespace blason::api::openbadges
