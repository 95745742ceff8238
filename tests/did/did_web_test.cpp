#include "did/did_web.hpp"

#include <gtest/gtest.h>

#include "did/fetch_document.hpp"
#include "tests/did/scripted_client.hpp"

namespace blason::did {
namespace {

Result<std::string> url_of(std::string_view text) {
    const auto did = Did::parse(text);
    if (!did) return did.error();
    return did_web_url(*did);
}

TEST(DidWebUrl, HostPortAndPath) {
    EXPECT_EQ(*url_of("did:web:example.org"), "https://example.org/.well-known/did.json");
    EXPECT_EQ(*url_of("did:web:w3c-ccg.github.io:user:alice"), "https://w3c-ccg.github.io/user/alice/did.json");
    EXPECT_EQ(*url_of("did:web:example.com%3A3000"), "https://example.com:3000/.well-known/did.json");
    EXPECT_EQ(*url_of("did:web:example.com%3a3000:user"), "https://example.com:3000/user/did.json");
    EXPECT_EQ(*url_of("did:web:EXAMPLE.org:User"), "https://example.org/User/did.json");
    EXPECT_EQ(*url_of("did:web:localhost%3A8080"), "https://localhost:8080/.well-known/did.json");
    EXPECT_EQ(*url_of("did:web:xn--caf-dma.example:a%20b:%C3%A9"), "https://xn--caf-dma.example/a%20b/%C3%A9/did.json");
    EXPECT_EQ(*url_of("did:web:example.org:..."), "https://example.org/.../did.json");
}

TEST(DidWebUrl, HostsThatAreNoDnsName) {
    for (const auto* text : {"did:web:127.0.0.1",
                             "did:web:127.1",
                             "did:web:2130706433",
                             "did:web:0x7f000001",
                             "did:web:0177.1",
                             "did:web:1.2.3.0x4",
                             "did:web:%5B%3A%3A1%5D",
                             "did:web:%3A%3A1",
                             "did:web:user%40example.org",
                             "did:web:example.org%2Fx",
                             "did:web:example.org%23",
                             "did:web:example.org%5C",
                             "did:web:example.org%0D%0A",
                             "did:web:example.org.",
                             "did:web:.example.org",
                             "did:web:a..b",
                             "did:web:-a.org",
                             "did:web:a-.org",
                             "did:web:a_b.org",
                             "did:web::a",
                             "did:web:%65xample.org"}) {
        const auto url = url_of(text);
        ASSERT_FALSE(url) << text << " -> " << *url;
        EXPECT_EQ(url.error().code, "INVALID_DID") << text;
    }
    const auto label = std::string(63, 'a');
    EXPECT_TRUE(url_of("did:web:" + label + ".org"));
    EXPECT_FALSE(url_of("did:web:a" + label + ".org"));
    EXPECT_FALSE(url_of("did:web:" + label + "." + label + "." + label + "." + label + ".org"));
}

TEST(DidWebUrl, NT8_PortsThatAreNone) {
    for (const auto* port : {"", "0", "65536", "99999999999", "08", "+1", "8080%3A1", "80%2Fx", "a"}) {
        const auto url = url_of(std::string("did:web:example.org%3A") + port);
        ASSERT_FALSE(url) << port;
        EXPECT_EQ(url.error().code, "INVALID_DID") << port;
    }
    EXPECT_TRUE(url_of("did:web:example.org%3A65535"));
}

TEST(DidWebUrl, NT8_PathsThatLeadElsewhere) {
    for (const auto* segment : {"..", ".", "%2e%2e", "%2E", ".%2e", "%2f", "a%2Fb", "%252e%252e", "a%5Cb", "%00", "%0a",
                                "%7f", "a%3Fb", "a%23b", "%ff", "a%25b"}) {
        const auto url = url_of("did:web:example.org:a:" + std::string(segment) + ":b");
        ASSERT_FALSE(url) << segment;
        EXPECT_EQ(url.error().code, "INVALID_DID") << segment;
    }
    EXPECT_FALSE(url_of("did:web:example.org::b")) << "an empty segment";
}

TEST(DidWebText, FromHostAndPath) {
    EXPECT_EQ(did_web("example.org"), "did:web:example.org");
    EXPECT_EQ(did_web("localhost:8080", {"issuers", "a b/c"}), "did:web:localhost%3A8080:issuers:a%20b%2Fc");
}

class DidWeb : public testing::Test {
  protected:
    static constexpr const char* kUrl = "https://example.org/.well-known/did.json";

    Result<Resolution> resolve() { return resolve_did_web(*Did::parse("did:web:example.org"), client_); }
    void expect_error(std::string_view code, ErrorKind kind) {
        const auto resolution = resolve();
        ASSERT_FALSE(resolution) << code;
        EXPECT_EQ(resolution.error().code, code) << resolution.error().detail;
        EXPECT_EQ(resolution.error().kind, kind) << resolution.error().detail;
    }

    test::ScriptedClient client_;
};

TEST_F(DidWeb, FetchesTheDocument) {
    client_.answer(kUrl, R"({"id":"did:web:example.org"})");
    const auto resolution = resolve();
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_EQ(resolution->document.id, "did:web:example.org");
    ASSERT_EQ(client_.requests.size(), 1U);
    EXPECT_EQ(client_.requests[0].max_bytes, 256U << 10U);
    EXPECT_EQ(client_.requests[0].method, "GET");
}

TEST_F(DidWeb, StatusCodes) {
    for (const int status : {404, 410}) {
        client_.answer(kUrl, "{}", status);
        expect_error("NOT_FOUND", ErrorKind::NotFound);
    }
    for (const int status : {201, 204, 301, 302, 400, 401, 403, 429, 500, 502, 503}) {
        client_.answer(kUrl, R"({"id":"did:web:example.org"})", status);
        expect_error("fetch-status", ErrorKind::Unavailable);
    }
}

TEST_F(DidWeb, NT11_AHostThatCannotBeAskedIsUnknown) {
    for (const auto* code : {"fetch-failed", "fetch-timeout", "fetch-offline"}) {
        client_.fail(kUrl, unavailable(code, std::string("no answer: ") + kUrl));
        expect_error(code, ErrorKind::Unavailable);
        EXPECT_EQ(resolve().error().detail, std::string(kUrl) + " could not be fetched (no answer).");
    }
    client_.fail(kUrl, refused("fetch-refused", "A private address."));
    expect_error("fetch-refused", ErrorKind::Unavailable);
}

TEST_F(DidWeb, DocumentsThatAreNone) {
    for (const auto* body :
         {"", "<html>", "[]", "{}", R"({"id":"did:web:example.com"})", R"({"id":"did:web:example.org:x"})",
          R"({"id":"did:web:example.org","id":"did:web:example.org"})", R"({"id":"DID:web:example.org"})",
          R"({"id":1})", R"({"id":"did:web:example.org","verificationMethod":{}})"}) {
        client_.answer(kUrl, body);
        expect_error("INVALID_DID_DOCUMENT", ErrorKind::Refused);
    }
    client_.answer(kUrl, R"({"id":"did:web:example.org"})" + std::string(kMaxDocumentBytes, ' '));
    expect_error("INVALID_DID_DOCUMENT", ErrorKind::Refused);
    client_.fail(kUrl, unavailable("fetch-too-large", "Too much."));
    expect_error("INVALID_DID_DOCUMENT", ErrorKind::Refused);
}

TEST_F(DidWeb, APrivateKeyIsAnAlarm) {
    client_.answer(kUrl, R"({"id":"did:web:example.org","verificationMethod":[{"id":"#1","type":"JsonWebKey",
        "controller":"did:web:example.org","publicKeyJwk":{"kty":"OKP","crv":"Ed25519","d":"test"}}]})");
    expect_error("private-key-in-document", ErrorKind::Refused);
    EXPECT_EQ(resolve().error().pointer, "/verificationMethod/0/publicKeyJwk/d");
}

}  // namespace
}  // namespace blason::did
