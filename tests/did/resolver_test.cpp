#include "did/resolver.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "did/methods.hpp"
#include "engine/json/serialize.hpp"
#include "tests/did/scripted_client.hpp"

namespace blason::did {
namespace {

constexpr std::string_view kKeyDid = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
constexpr std::string_view kKey = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const ResolveOptions kNow{*parse_instant("2026-06-01T12:00:00Z")};

class Resolving : public testing::Test {
  protected:
    /// Serves a document at the place of did:web:HOST.
    void serve(const std::string& host, std::string_view members) {
        client_.answer("https://" + host + "/.well-known/did.json",
                       fmt::format(R"({{"id":"did:web:{}",{}}})", host, members));
    }
    static std::string method(std::string_view id, std::string_view controller, std::string_view more = "") {
        return fmt::format(R"({{"id":"{}","type":"Multikey","controller":"{}","publicKeyMultibase":"{}"{}}})", id,
                           controller, kKey, more);
    }
    Result<VerificationMethod> retrieve(std::string_view url, Purpose purpose = Purpose::AssertionMethod) {
        return retrieve_verification_method(resolver_, url, purpose, kNow);
    }
    void expect_error(std::string_view url, std::string_view code, Purpose purpose = Purpose::AssertionMethod) {
        const auto found = retrieve(url, purpose);
        ASSERT_FALSE(found) << url;
        EXPECT_EQ(found.error().code, code) << found.error().detail;
    }

    test::ScriptedClient client_;
    MethodResolver resolver_{client_};
};

TEST_F(Resolving, TheTableOfMethods) {
    EXPECT_EQ(methods().size(), 5U);
    EXPECT_TRUE(find_method("key")->local);
    EXPECT_FALSE(find_method("web")->local);
    EXPECT_EQ(find_method("example"), nullptr);

    EXPECT_TRUE(resolver_.resolve(kKeyDid, kNow));
    EXPECT_TRUE(client_.requests.empty());
    serve("example.org", R"("x":1)");
    EXPECT_TRUE(resolver_.resolve("did:web:example.org", kNow));

    const auto unknown = resolver_.resolve("did:example:123", kNow);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "METHOD_NOT_SUPPORTED");
    EXPECT_EQ(unknown.error().kind, ErrorKind::Refused);
    for (const auto* text : {"", "example", "did:key", "did:web:example.org#key", "urn:uuid:1", "ftp://example.org"}) {
        EXPECT_EQ(resolver_.resolve(text, kNow).error().code, "INVALID_DID") << text;
    }
}

TEST_F(Resolving, AControlledIdentifierDocumentHasAUrl) {
    const std::string id = "https://example.org/issuers/1";
    client_.answer(id, fmt::format(R"({{"id":"{0}","verificationMethod":[{1}],"assertionMethod":["{0}#k"]}})", id,
                                   method(id + "#k", id)));
    EXPECT_TRUE(resolver_.resolve(id, kNow));
    EXPECT_TRUE(retrieve(id + "#k"));
    expect_error(id + "#other", "INVALID_VERIFICATION_METHOD");
    client_.answer("https://example.org/2", R"({"id":"https://example.org/1"})");
    EXPECT_EQ(resolver_.resolve("https://example.org/2", kNow).error().code, "INVALID_DID_DOCUMENT");
}

TEST_F(Resolving, AKeyDocumentCountsWhenItsControllerListsIt) {
    const std::string key = "https://example.org/keys/1";
    const std::string issuer = "https://example.org/issuers/1";
    client_.answer(key, method(key, issuer));
    expect_error(key, "fetch-failed");
    EXPECT_EQ(retrieve(key).error().kind, ErrorKind::Unavailable) << "the controller cannot be asked";
    client_.answer(issuer, fmt::format(R"({{"id":"{}"}})", issuer));
    expect_error(key, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
    client_.answer(issuer, fmt::format(R"({{"id":"{}","assertionMethod":["{}"]}})", issuer, key));
    const auto found = retrieve(key);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->controller, issuer);
    expect_error(key, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", Purpose::Authentication);
}

TEST_F(Resolving, TheMethodOfADidKey) {
    const auto url = fmt::format("{}#{}", kKeyDid, kKey);
    const auto found = retrieve(url);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->id, url);
    EXPECT_EQ(found->controller, kKeyDid);
    EXPECT_EQ(found->key.multikey(), kKey);
    expect_error(url, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", Purpose::KeyAgreement);
    expect_error(fmt::format("{}#other", kKeyDid), "INVALID_VERIFICATION_METHOD");
}

TEST_F(Resolving, ADidKeyAloneNamesItsOneMethod) {
    const auto found = retrieve(kKeyDid);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->id, fmt::format("{}#{}", kKeyDid, kKey));
    EXPECT_EQ(found->controller, kKeyDid);
    expect_error(kKeyDid, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", Purpose::KeyAgreement);
    expect_error("did:key:zNoKey", "INVALID_DID");
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(Resolving, UrlsThatNameNoMethod) {
    const std::string did(kKeyDid);
    for (const auto& url : {std::string(), did + "#", did + "/path#x", did + "?versionId=1#x", did + "#a#b",
                            std::string("#key-1"), std::string("key-1"), std::string("urn:x#y")}) {
        expect_error(url, "INVALID_VERIFICATION_METHOD_URL");
    }
    for (const auto* other : {"did:example:1", "did:web:example.org", "did:jwk:e30", "did:key:z6Mk?x=1"}) {
        expect_error(other, "INVALID_VERIFICATION_METHOD_URL");
    }
    expect_error("did:example:1#k", "METHOD_NOT_SUPPORTED");
    expect_error("did:web:127.0.0.1#k", "INVALID_DID");
}

TEST_F(Resolving, LD15_ThePurposeDecides) {
    serve("example.org",
          fmt::format(R"("verificationMethod":[{}],"authentication":["#k"])", method("#k", "did:web:example.org")));
    expect_error("did:web:example.org#k", "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
    EXPECT_TRUE(retrieve("did:web:example.org#k", Purpose::Authentication));
}

TEST_F(Resolving, LD15_AnotherControllerMustReferBack) {
    serve("key.example",
          fmt::format(R"("verificationMethod":[{}],"assertionMethod":["#k"])", method("#k", "did:web:owner.example")));
    // Its own document lists it, but whoever it claims to belong to does not.
    serve("owner.example", R"("assertionMethod":["did:web:owner.example#k"])");
    expect_error("did:web:key.example#k", "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
    serve("owner.example", R"("assertionMethod":["did:web:key.example#k"])");
    EXPECT_TRUE(retrieve("did:web:key.example#k"));
    expect_error("did:web:key.example#k", "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", Purpose::Authentication);
    client_.fail("https://owner.example/.well-known/did.json", unavailable("fetch-timeout", "No answer."));
    EXPECT_EQ(retrieve("did:web:key.example#k").error().kind, ErrorKind::Unavailable);
}

TEST_F(Resolving, LD15_AMethodOfAnotherDocumentIsNotTakenFromThisOne) {
    serve("evil.example", fmt::format(R"("verificationMethod":[{}],"assertionMethod":["did:web:good.example#k"])",
                                      method("did:web:good.example#k", "did:web:evil.example")));
    serve("good.example", R"("verificationMethod":[])");
    expect_error("did:web:good.example#k", "INVALID_VERIFICATION_METHOD");
    expect_error("did:web:evil.example#k", "INVALID_VERIFICATION_METHOD");
}

TEST_F(Resolving, LD15_ExpiredAndRevokedMethods) {
    const auto with = [&](std::string_view more, std::optional<Instant> used_at = std::nullopt) {
        serve("example.org", fmt::format(R"("verificationMethod":[{}],"assertionMethod":["#k"])",
                                         method("#k", "did:web:example.org", more)));
        const auto found =
            retrieve_verification_method(resolver_, "did:web:example.org#k", Purpose::AssertionMethod, kNow, used_at);
        return found ? "" : found.error().code;
    };
    EXPECT_EQ(with(R"(,"expires":"2026-06-01T12:00:01Z","revoked":"2026-06-01T12:00:01Z")"), "");
    EXPECT_EQ(with(R"(,"expires":"2026-06-01T12:00:00Z")"), "KEY_EXPIRED");
    EXPECT_EQ(with(R"(,"revoked":"2026-06-01T12:00:00Z")"), "KEY_REVOKED");
    EXPECT_EQ(with(R"(,"revoked":"2026-06-01T13:00:00+01:00","expires":"2030-01-01T00:00:00Z")"), "KEY_REVOKED");
    // What was signed before stays; what was signed at that moment, or since, does not.
    const auto* revoked = R"(,"revoked":"2026-03-01T00:00:00Z")";
    EXPECT_EQ(with(revoked, parse_instant("2026-02-28T23:59:59Z")), "");
    EXPECT_EQ(with(revoked, parse_instant("2026-03-01T00:00:00Z")), "KEY_REVOKED");
    EXPECT_EQ(with(revoked, parse_instant("2026-03-02T00:00:00Z")), "KEY_REVOKED");
    EXPECT_EQ(with(revoked), "KEY_REVOKED") << "a signature without a date is as old as now";
    EXPECT_EQ(with(R"(,"expires":"2026-03-01T00:00:00Z")", parse_instant("2026-02-01T00:00:00Z")), "KEY_EXPIRED");
}

TEST_F(Resolving, AnUnusableMethodSaysWhy) {
    serve("example.org", R"("verificationMethod":[{"id":"#k","type":"Other2030","controller":"did:web:example.org"}],
                            "assertionMethod":["#k"])");
    const auto found = retrieve("did:web:example.org#k");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "INVALID_VERIFICATION_METHOD");
    EXPECT_EQ(found.error().pointer, "/verificationMethod/0/type");
    EXPECT_NE(found.error().detail.find("Other2030"), std::string::npos);
}

TEST(ResolutionJson, AResult) {
    Resolution resolution;
    resolution.document.json = json::Object{{"id", "did:example:1"}};
    resolution.metadata.created = "2026-01-01T00:00:00Z";
    resolution.metadata.version_id = "2";
    resolution.metadata.deactivated = true;
    EXPECT_EQ(json::serialize(resolution_json(resolution)),
              R"({"didDocument":{"id":"did:example:1"},"didResolutionMetadata":{"contentType":"application/did"},)"
              R"("didDocumentMetadata":{"created":"2026-01-01T00:00:00Z","versionId":"2","deactivated":true}})");
}

TEST(ResolutionJson, Errors) {
    EXPECT_EQ(json::serialize(resolution_error_json(refused("NOT_FOUND", "Nothing there."))),
              R"({"didDocument":null,"didResolutionMetadata":{"error":{"type":"https://www.w3.org/ns/did#NOT_FOUND",)"
              R"("title":"There is no such DID document.","detail":"Nothing there."}},"didDocumentMetadata":{}})");
    const std::pair<const char*, int> statuses[] = {{"INVALID_DID", 400},          {"NOT_FOUND", 404},
                                                    {"METHOD_NOT_SUPPORTED", 501}, {"INVALID_DID_DOCUMENT", 500},
                                                    {"INTERNAL_ERROR", 500},       {"private-key-in-document", 500},
                                                    {"fetch-offline", 500},        {"something-else", 500}};
    for (const auto& [code, status] : statuses) EXPECT_EQ(resolution_http_status(refused(code, "")), status) << code;
    const auto type = [](const char* code) {
        return resolution_error_json(refused(code, "")).at("didResolutionMetadata").at("error").at("type");
    };
    EXPECT_EQ(type("private-key-in-document"), "https://www.w3.org/ns/did#INVALID_DID_DOCUMENT");
    EXPECT_EQ(type("something-else"), "https://www.w3.org/ns/did#INTERNAL_ERROR");
}

}  // namespace
}  // namespace blason::did
