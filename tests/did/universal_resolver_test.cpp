#include "did/universal_resolver.hpp"

#include <gtest/gtest.h>

#include "tests/did/scripted_client.hpp"

namespace blason::did {
namespace {

constexpr const char* kEndpoint = "https://resolver.example/1.0/identifiers";
constexpr const char* kUrl = "https://resolver.example/1.0/identifiers/did:example:a%253Ab";
constexpr const char* kDid = "did:example:a%3Ab";

class Universal : public testing::Test {
  protected:
    test::ScriptedClient client_;
    MethodResolver own_{client_};
    UniversalResolver resolver_{own_, client_, kEndpoint};
};

TEST_F(Universal, AsksAboutWhatIsNotKnownHere) {
    client_.answer(kUrl, R"({"didDocument":{"id":"did:example:a%3Ab"},"didResolutionMetadata":{},
        "didDocumentMetadata":{"created":"2026-01-01T00:00:00Z","deactivated":true}})");
    const auto resolution = resolver_.resolve(kDid, {});
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_EQ(resolution->document.id, kDid);
    EXPECT_TRUE(resolution->metadata.deactivated);
    EXPECT_EQ(resolution->metadata.more.at("resolver"), kEndpoint) << "who said so";
}

TEST_F(Universal, IsNotAskedAboutTheOthers) {
    EXPECT_TRUE(resolver_.resolve("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", {}));
    EXPECT_EQ(resolver_.resolve("did:key:z6Mk", {}).error().code, "INVALID_DID");
    EXPECT_TRUE(client_.requests.empty());
    UniversalResolver off(own_, client_, "");
    EXPECT_EQ(off.resolve(kDid, {}).error().code, "METHOD_NOT_SUPPORTED");
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(Universal, WhatItCannotSayIsUnknown) {
    EXPECT_EQ(resolver_.resolve(kDid, {}).error().kind, ErrorKind::Unavailable) << "not reached";
    for (const int status : {500, 501, 302}) {
        client_.answer(kUrl, "{}", status);
        EXPECT_EQ(resolver_.resolve(kDid, {}).error().kind, ErrorKind::Unavailable) << status;
    }
    for (const auto* body : {"", "{}", "[]", R"({"didDocument":null})"}) {
        client_.answer(kUrl, body);
        EXPECT_EQ(resolver_.resolve(kDid, {}).error().kind, ErrorKind::Unavailable) << body;
    }
    client_.answer(kUrl, "{}", 404);
    EXPECT_EQ(resolver_.resolve(kDid, {}).error().code, "NOT_FOUND");
    client_.answer(kUrl, R"({"didDocument":{"id":"did:example:other"}})");
    EXPECT_EQ(resolver_.resolve(kDid, {}).error().code, "INVALID_DID_DOCUMENT");
}

}  // namespace
}  // namespace blason::did
