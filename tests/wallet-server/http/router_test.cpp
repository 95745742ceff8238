#include "wallet-server/http/router.hpp"

#include <gtest/gtest.h>

namespace blason::http {
namespace {

Route row(const char* method, const char* pattern) {
    return {method, pattern, Access::Public, [](const Request&) { return Response::text(200, ""); }};
}

Router table() {
    Router router;
    router.mount({row("GET", "/"), row("GET", "/credentials/{id}"), row("DELETE", "/credentials/{id}"),
                  row("POST", "/credentials/issue"), row("GET", "/static/{rest...}"), row("GET", "/static/known"),
                  row("GET", "/issuers/{issuer}/keys/{key}")});
    return router;
}

std::string matched(const Router& router, std::string_view method, std::string_view path) {
    const auto match = router.match(method, path);
    return match.route == nullptr ? "" : match.route->method + " " + match.route->pattern;
}

TEST(Router, FindsRows) {
    const auto router = table();
    EXPECT_EQ(matched(router, "GET", "/"), "GET /");
    EXPECT_EQ(matched(router, "HEAD", "/"), "GET /");
    EXPECT_EQ(matched(router, "POST", "/credentials/issue"), "POST /credentials/issue");
    EXPECT_EQ(matched(router, "GET", "/static/known"), "GET /static/known");
    EXPECT_EQ(matched(router, "GET", "/static/a/b"), "GET /static/{rest...}");
    EXPECT_EQ(matched(router, "GET", "/credentials"), "");
    EXPECT_EQ(matched(router, "GET", "/credentials/"), "");
    EXPECT_EQ(matched(router, "GET", "/credentials/1/"), "");
    EXPECT_EQ(matched(router, "GET", "/static/"), "");
    EXPECT_EQ(matched(router, "GET", "//"), "");
    EXPECT_EQ(matched(router, "get", "/"), "");
}

TEST(Router, AnswersUnknownPathsAsAProblemOrAsItIsTold) {
    Router router;
    Request request;
    request.path = "/nowhere";
    EXPECT_EQ(router.not_found(request).status, 404);
    EXPECT_EQ(router.not_found(request).fields.find("Content-Type"), "application/problem+json");

    router.otherwise([](const Error& error, const Request& asked) {
        return Response::html(404, "<p>" + error.code + asked.path + "</p>");
    });
    EXPECT_EQ(router.not_found(request).body, "<p>not-found/nowhere</p>");
}

TEST(Router, TakesParameters) {
    const auto router = table();
    const auto match = router.match("GET", "/issuers/uni/keys/did:key:z6Mk#1");
    EXPECT_EQ(match.params.at("issuer"), "uni");
    EXPECT_EQ(match.params.at("key"), "did:key:z6Mk#1");
    EXPECT_EQ(router.match("GET", "/static/css/a.css").params.at("rest"), "css/a.css");
    EXPECT_EQ(router.patterns().at(match.index), "GET /issuers/{issuer}/keys/{key}");
}

TEST(Router, HT24_OtherMethodsAreNamed) {
    const auto router = table();
    EXPECT_EQ(router.match("PUT", "/credentials/7").allow, "GET, HEAD, DELETE");
    EXPECT_EQ(router.match("TRACE", "/").allow, "GET, HEAD");
    EXPECT_EQ(router.match("OPTIONS", "/credentials/issue").allow, "POST, GET, HEAD, DELETE");
    EXPECT_EQ(router.match("PUT", "/nowhere").allow, "");
}

TEST(Router, ErrorsBelowAPathAreInTheWordsOfItsProtocol) {
    auto router = table();
    router.otherwise([](const Error&, const Request&) { return Response::text(404, "page"); });
    router.errors_below("/api/", [](const Error& error, const Request&) { return Response::text(418, error.code); });
    Request request;
    request.path = "/api/nothing";
    EXPECT_EQ(router.not_found(request).body, "not-found");
    EXPECT_EQ(router.error(refused("a-code", ""), request).body, "a-code");
    request.path = "/apis";
    EXPECT_EQ(router.not_found(request).body, "page");
    EXPECT_EQ(router.error(refused("a-code", ""), request).body, "page");
    router.errors_below("/issuers/{issuer}/api/", [](const Error&, const Request&) { return Response::text(418, ""); });
    for (const auto& [path, status] : {std::pair("/issuers/a/api/x", 418), std::pair("/issuers/a/b/api/x", 404),
                                       std::pair("/issuers/a", 404), std::pair("/issuers/", 404)}) {
        request.path = path;
        EXPECT_EQ(router.not_found(request).status, status) << path;
    }
}

}  // namespace
}  // namespace blason::http
