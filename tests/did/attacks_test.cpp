// The attack catalogue on identifiers, NT7 to NT13 (NT10, the fan-out, is about the HTTP client and tested there).
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "did/cache.hpp"
#include "did/fetch_document.hpp"
#include "tests/did/scripted_client.hpp"

namespace blason::did {
namespace {

constexpr const char* kDid = "did:web:a.example";
constexpr const char* kUrl = "https://a.example/.well-known/did.json";
constexpr const char* kEd25519 = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
constexpr const char* kP256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";

class IdentifierAttacks : public testing::Test {
  protected:
    void serve(const std::string& members) { client_.answer(kUrl, fmt::format(R"({{"id":"{}",{}}})", kDid, members)); }
    std::string code(std::string_view did) {
        const auto resolution = methods_.resolve(did, {});
        return resolution ? "" : resolution.error().code;
    }
    std::string key_code(std::string_view url) {
        const auto method = retrieve_verification_method(methods_, url, Purpose::AssertionMethod, {});
        return method ? "" : method.error().code;
    }
    static ResolveOptions at(std::int64_t seconds) {
        ResolveOptions options;
        options.now = {seconds, 0};
        return options;
    }
    test::ScriptedClient client_;
    MethodResolver methods_{client_};
};

TEST_F(IdentifierAttacks, NT7_ADocumentThatIsNotWhatItShouldBe) {
    client_.answer(kUrl, R"({"id":"did:web:b.example"})");
    EXPECT_EQ(code(kDid), "INVALID_DID_DOCUMENT");
    client_.fail(kUrl, unavailable("fetch-too-large", "10 MB"));
    EXPECT_EQ(code(kDid), "INVALID_DID_DOCUMENT");
    client_.answer(kUrl, std::string(kMaxDocumentBytes + 1, ' '));
    EXPECT_EQ(code(kDid), "INVALID_DID_DOCUMENT");

    std::string many;
    for (int i = 0; i < 10'000; ++i) {
        many += fmt::format(R"({}{{"id":"#{}","type":"x","controller":"x"}})", i == 0 ? "" : ",", i);
    }
    serve(R"("verificationMethod":[)" + many + "]");
    EXPECT_EQ(code(kDid), "INVALID_DID_DOCUMENT");

    serve(fmt::format(R"("verificationMethod":[{{"id":"#k","type":"Ed25519VerificationKey2020","controller":"{}",
        "publicKeyMultibase":"{}"}}],"assertionMethod":["#k"])",
                      kDid, kP256));
    EXPECT_EQ(key_code("did:web:a.example#k"), "INVALID_VERIFICATION_METHOD") << "a key of another type";
    serve(fmt::format(R"("verificationMethod":[{{"id":"#k","type":"JsonWebKey","controller":"{}",
        "publicKeyJwk":{{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}}}}])",
                      kDid));
    EXPECT_EQ(code(kDid), "private-key-in-document") << "an alarm, not just a no";
}

TEST_F(IdentifierAttacks, NT8_TricksWithThePath) {
    for (const auto* did :
         {"did:web:a.example:%2e%2e:b", "did:web:a.example:%2E%2E", "did:web:a.example:..:b", "did:web:a.example::b",
          "did:web:a.example:a%2Fb", "did:web:a.example:a%5Cb", "did:web:a.example:%252e%252e",
          "did:web:a.example:b%00", "did:web:a.example%3A", "did:web:a.example%3A0", "did:web:a.example%3A99999",
          "did:web:a.example%2Fb", "did:web:a.example%40b.example", "did:web:127.0.0.1", "did:web:2130706433",
          "did:web:0x7f000001"}) {
        EXPECT_EQ(code(did), "INVALID_DID") << did;
    }
    EXPECT_TRUE(client_.requests.empty()) << "nothing was fetched";
    EXPECT_EQ(key_code("did:web:a.example/../b#k"), "INVALID_VERIFICATION_METHOD_URL");
    EXPECT_EQ(key_code("did:web:a.example?x#k"), "INVALID_VERIFICATION_METHOD_URL");
}

TEST_F(IdentifierAttacks, NT9_KeysThatAreNone) {
    for (const auto& did :
         {std::string("did:key:z6Mk"), std::string("did:key:zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e"),
          std::string("did:jwk:e30"), "did:jwk:" + std::string(8193, 'a'), "did:key:z" + std::string(2048, '1'),
          // {"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}: not a point of the curve
          std::string("did:jwk:eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkFBQUEiLCJ5IjoiQUFBQSJ9")}) {
        EXPECT_EQ(code(did), "INVALID_DID") << did.substr(0, 80);
    }
}

TEST_F(IdentifierAttacks, NT11_AHostThatIsDownLeavesItUnknown) {
    CachingResolver cache(methods_);
    const auto down = cache.resolve(kDid, at(100));
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().kind, ErrorKind::Unavailable) << "unknown: neither valid nor invalid";
    (void)cache.resolve(kDid, at(120));
    EXPECT_EQ(client_.requests.size(), 1U) << "not asked again and again";
    serve(R"("x":1)");
    EXPECT_TRUE(cache.resolve(kDid, at(131))) << "but soon";
}

TEST_F(IdentifierAttacks, NT12_ARemovedKeyIsBelievedForALimitedTime) {
    serve(fmt::format(
        R"("verificationMethod":[{{"id":"#k","type":"Multikey","controller":"{}","publicKeyMultibase":"{}"}}],
        "assertionMethod":["#k"])",
        kDid, kEd25519));
    const CacheLimits limits;
    EXPECT_LE(limits.max_age, std::chrono::hours(24));
    CachingResolver cache(methods_, limits);
    const auto known = [&](std::int64_t second) {
        return retrieve_verification_method(cache, "did:web:a.example#k", Purpose::AssertionMethod, at(second))
            .has_value();
    };
    EXPECT_TRUE(known(0));
    serve(R"("verificationMethod":[])");
    EXPECT_TRUE(known(1));
    EXPECT_FALSE(known(limits.max_age.count()));
}

TEST_F(IdentifierAttacks, NT13_TheSameNameAHundredTimesIsOneRequest) {
    serve(R"("x":1)");
    CachingResolver cache(methods_);
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(cache.resolve(kDid, at(100)));
    EXPECT_EQ(client_.requests.size(), 1U);
}

}  // namespace
}  // namespace blason::did
