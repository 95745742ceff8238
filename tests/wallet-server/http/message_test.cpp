#include "wallet-server/http/message.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "wallet-server/http/path.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/http/standard_fields.hpp"

namespace blason::http {
namespace {

using namespace std::string_literals;

TEST(Fields, NamesCompareWithoutCase) {
    Fields fields;
    fields.add("Accept", "a");
    fields.add("accept", "b");
    EXPECT_EQ(fields.find("ACCEPT"), "a");
    fields.set("aCCept", "c");
    EXPECT_EQ(fields.all().size(), 1U);
    EXPECT_EQ(fields.find("accept"), "c");
    EXPECT_FALSE(fields.find("accep").has_value());
}

TEST(Request, ReadsQueryParameters) {
    Request request;
    request.query = "a=1&b%20c=d+e%2Bf&empty&a=2&bad=%zz";
    EXPECT_EQ(request.query_param("a"), "1");
    EXPECT_EQ(request.query_param("b c"), "d e+f");
    EXPECT_EQ(request.query_param("empty"), "");
    EXPECT_FALSE(request.query_param("none").has_value());
    EXPECT_FALSE(request.query_param("bad").has_value());
}

TEST(Request, ReadsCookies) {
    Request request;
    request.fields.add("Cookie", "session=abc; lang=\"fr\"; x=a=b");
    EXPECT_EQ(request.cookie("session"), "abc");
    EXPECT_EQ(request.cookie("lang"), "fr");
    EXPECT_EQ(request.cookie("x"), "a=b");
    EXPECT_FALSE(request.cookie("sess").has_value());
}

TEST(HeaderValue, HT17_LineEndsCannotBeMade) {
    EXPECT_EQ(safe_header_value("a\r\nSet-Cookie: x"), "a");
    EXPECT_EQ(safe_header_value("a\nb"), "a");
    EXPECT_EQ(safe_header_value("a\0b"s), "a");
    EXPECT_EQ(Response::redirect("/x\r\nY: z").fields.find("Location"), "/x");
}

TEST(Path, IsDecodedOnce) {
    EXPECT_EQ(*decode_path("/a%20b/%C3%A9"), "/a b/\u00e9");
    EXPECT_EQ(*decode_path("/did%3Aweb%3Alocalhost%253A8080"), "/did:web:localhost%3A8080");
    EXPECT_EQ(*decode_path("/a;b=c"), "/a;b=c");
    EXPECT_EQ(*decode_path("/..."), "/...");
}

class RefusedPath : public testing::TestWithParam<const char*> {};
TEST_P(RefusedPath, HT16_IsRefused) {
    const auto path = decode_path(GetParam());
    ASSERT_FALSE(path.has_value());
    EXPECT_EQ(path.error().code, "http-path");
    EXPECT_EQ(status_of(path.error()), 400);
}
INSTANTIATE_TEST_SUITE_P(Path, RefusedPath,
                         testing::Values("/..%2f", "/a%2Fb", "/%00", "/a/../b", "/a/%2e%2e/b", "/.", "/%2e", "/a%5cb",
                                         "/%", "/%4", "/%zz", "/%0a", "/%7f", "/%80", "/%c0%ae%c0%ae", "/%ed%a0%80"));

Request form(const char* type, std::string body) {
    Request request;
    request.fields.set("Content-Type", type);
    request.body = std::move(body);
    return request;
}

TEST(Form, Urlencoded) {
    const auto fields = parse_form(form("application/x-www-form-urlencoded; charset=UTF-8", "a=1&b=%C3%A9+x&c&=d"));
    ASSERT_TRUE(fields.has_value());
    ASSERT_EQ(fields->size(), 4U);
    EXPECT_EQ((*fields)[1].name, "b");
    EXPECT_EQ((*fields)[1].value, "\u00e9 x");
    EXPECT_EQ((*fields)[2].value, "");
    EXPECT_FALSE(parse_form(form("application/x-www-form-urlencoded", "a=%g1")).has_value());
    EXPECT_FALSE(parse_form(form("text/plain", "a=1")).has_value());
}

TEST(Form, UrlencodedHasAtMost256Fields) {
    std::string body;
    for (int i = 0; i < 256; ++i) body += "a=1&";
    EXPECT_EQ(parse_form(form("application/x-www-form-urlencoded", body))->size(), 256U);
    EXPECT_FALSE(parse_form(form("application/x-www-form-urlencoded", body + "a=1")).has_value());
}

TEST(Form, Multipart) {
    const auto fields =
        parse_form(form("multipart/form-data; boundary=\"x y\"",
                        "--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
                        "--x y\r\nContent-Disposition: form-data; name=\"f\"; filename=\"b \\\"c\\\".png\"\r\n"
                        "Content-Type: image/png\r\n\r\n\x89PNG\r\n\r\n--x\r\n"
                        "--x y\r\ncontent-disposition: form-data; name=e\r\n\r\n\r\n--x y--\r\n"));
    ASSERT_TRUE(fields.has_value());
    ASSERT_EQ(fields->size(), 3U);
    EXPECT_EQ((*fields)[0].value, "one");
    EXPECT_EQ((*fields)[1].file_name, "b \"c\".png");
    EXPECT_EQ((*fields)[1].value, "\x89PNG\r\n\r\n--x");
    EXPECT_EQ((*fields)[2].name, "e");
    EXPECT_EQ((*fields)[2].value, "");
}

TEST(Form, BrokenMultipartIsRefused) {
    const auto refused = [](const char* type, const char* body) { return !parse_form(form(type, body)).has_value(); };
    const char* type = "multipart/form-data; boundary=b";
    EXPECT_TRUE(refused("multipart/form-data", "--b--"));
    EXPECT_TRUE(refused(type, ""));
    EXPECT_TRUE(refused(type, "--c--"));
    EXPECT_TRUE(refused(type, "--b"));
    EXPECT_TRUE(refused(type, "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nno end"));
    EXPECT_TRUE(refused(type, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"));
    EXPECT_TRUE(refused(type, "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--"));
    EXPECT_TRUE(refused(type, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"));
    EXPECT_TRUE(refused(type, "--b\r\n\r\nx\r\n--b--"));
}

TEST(Problem, EveryKindHasAStatus) {
    const std::pair<ErrorKind, int> expected[] = {{ErrorKind::Refused, 400},   {ErrorKind::Malformed, 400},
                                                  {ErrorKind::TooLarge, 413},  {ErrorKind::NotFound, 404},
                                                  {ErrorKind::Conflict, 409},  {ErrorKind::Unauthorized, 401},
                                                  {ErrorKind::Forbidden, 403}, {ErrorKind::Unavailable, 503},
                                                  {ErrorKind::Usage, 400},     {ErrorKind::Internal, 500}};
    for (const auto& [kind, status] : expected) EXPECT_EQ(status_of({"x", "y", "", kind}), status);
    EXPECT_EQ(status_of(refused("unsupported-media-type", "")), 415);
    EXPECT_EQ(status_of(refused("idempotency-mismatch", "")), 422);
}

TEST(Problem, IsAProblemDocument) {
    json::Object extra;
    extra["verified"] = false;
    const auto response = problem(422, malformed("json-syntax", "no \"end\"", "/a"), "0123", extra);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.fields.find("content-type"), "application/problem+json");
    const auto body = json::parse(response.body);
    ASSERT_TRUE(body.has_value()) << response.body;
    EXPECT_EQ(json::view(*json::find(*body, "type")), "urn:blason:error:json-syntax");
    EXPECT_EQ(json::view(*json::find(*body, "title")), "Unprocessable Content");
    EXPECT_EQ(json::view(*json::find(*body, "detail")), "no \"end\"");
    EXPECT_EQ(json::view(*json::find(*body, "code")), "json-syntax");
    EXPECT_EQ(json::view(*json::find(*body, "pointer")), "/a");
    EXPECT_EQ(json::view(*json::find(*body, "instance")), "urn:blason:request:0123");
    EXPECT_EQ(json::find(*body, "status")->as_int64(), 422);
    EXPECT_FALSE(json::find(*body, "verified")->as_bool());
}

TEST(Problem, IsUtf8AndAnUrnWhateverTheErrorSays) {
    const auto response = problem(refused("protected term redefinition", "byte \xff here"), "");
    const auto body = json::parse(response.body);
    ASSERT_TRUE(body.has_value()) << response.body;
    EXPECT_EQ(json::view(*json::find(*body, "type")), "urn:blason:error:protected-term-redefinition");
    EXPECT_EQ(json::view(*json::find(*body, "code")), "protected term redefinition");
}

TEST(StandardFields, HT23_AreOnEveryAnswer) {
    auto page = Response::html(200, "<p>");
    add_standard_fields(page, "77", false);
    EXPECT_EQ(page.fields.find("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(page.fields.find("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(page.fields.find("Cache-Control"), "no-store");
    EXPECT_EQ(page.fields.find("X-Request-Id"), "77");
    EXPECT_EQ(page.fields.find("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(page.fields.find("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_NE(page.fields.find("Content-Security-Policy")->find("form-action 'self'"), std::string_view::npos);
    EXPECT_FALSE(page.fields.find("Strict-Transport-Security").has_value());
    EXPECT_FALSE(page.fields.find("Server").has_value());

    auto data = Response::json(200, "{}");
    data.fields.set("Access-Control-Allow-Origin", "*");
    data.fields.set("cache-control", "public, max-age=60");
    add_standard_fields(data, "78", true);
    EXPECT_EQ(data.fields.find("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(data.fields.find("Cross-Origin-Resource-Policy"), "cross-origin");
    EXPECT_EQ(data.fields.find("Cache-Control"), "public, max-age=60");
    EXPECT_TRUE(data.fields.find("Strict-Transport-Security").has_value());
}

}  // namespace
}  // namespace blason::http
