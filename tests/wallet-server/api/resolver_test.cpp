// GET /1.0/identifiers/{did}: content negotiation, options, status codes and both forms of errors.
#include <gtest/gtest.h>

#include "did/make_document.hpp"
#include "did/webvh/author.hpp"
#include "did/webvh/resolve.hpp"
#include "engine/crypto/private_key.hpp"
#include "tests/support/test_app.hpp"
#include "wallet-server/api/did/resolve.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kDid = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
constexpr const char* kOldProfile = R"(application/ld+json;profile="https://w3id.org/did-resolution")";

class Resolver : public testing::Test {
  protected:
    http::Response get(const std::string& did, const std::string& query = {}, const std::string& accept = {}) {
        return ask("GET", did, query, accept, {});
    }
    http::Response ask(const std::string& method, const std::string& did, const std::string& query,
                       const std::string& accept, const std::string& body) {
        http::Request request;
        request.method = method;
        request.body = body;
        if (!body.empty()) request.fields.set("Content-Type", "application/json");
        request.path = "/1.0/identifiers/" + did;
        request.query = query;
        if (!accept.empty()) request.fields.set("Accept", accept);
        return app.call(std::move(request));
    }
    static std::string type_of(const http::Response& response) {
        return std::string(response.fields.find("Content-Type").value_or(""));
    }
    static std::string error_type(const http::Response& response) {
        return text_at(body_of(response).at("didResolutionMetadata").at("error"), "type");
    }
    test::TestApp app;
};

TEST_F(Resolver, TheAcceptFieldDecides) {
    for (const auto* accept : {"", "*/*", "application/json", "application/did-resolution", "text/html, */*;q=0.1"}) {
        const auto response = get(kDid, "", accept);
        EXPECT_EQ(response.status, 200) << accept;
        EXPECT_EQ(type_of(response), "application/did-resolution") << accept;
        EXPECT_EQ(text_at(body_of(response).at("didDocument"), "id"), kDid);
        EXPECT_EQ(text_at(body_of(response).at("didResolutionMetadata"), "contentType"), "application/did");
    }
    for (const auto* accept :
         {"application/did", "application/did+json", "application/did+ld+json", "application/ld+json"}) {
        const auto response = get(kDid, "", accept);
        EXPECT_EQ(response.status, 200) << accept;
        EXPECT_EQ(type_of(response), accept);
        EXPECT_EQ(text_at(body_of(response), "id"), kDid);
    }
    const auto best = get(kDid, "", "application/did-resolution;q=0.1, application/did;q=0.9");
    EXPECT_EQ(type_of(best), "application/did");
    const auto old = get(kDid, "", kOldProfile);
    EXPECT_EQ(type_of(old), kOldProfile);
    EXPECT_EQ(text_at(body_of(old).at("didResolutionMetadata"), "contentType"), "application/did+ld+json");
    const auto none = get(kDid, "", "image/png");
    EXPECT_EQ(none.status, 406);
    EXPECT_EQ(error_type(none), "https://www.w3.org/ns/did#REPRESENTATION_NOT_SUPPORTED");
}

TEST_F(Resolver, ErrorsHaveTheirStatus) {
    const std::tuple<const char*, const char*, int, const char*> cases[] = {
        {"did:key:z6Mk", "", 400, "INVALID_DID"},
        {"did:UPPER:x", "", 400, "INVALID_DID"},
        {"did:future:x", "", 501, "METHOD_NOT_SUPPORTED"},
        {"did:peer:4zQmd8CpeFPci817KDsbSAKWcXAE2mjvCQSasRewvbSF54Bd", "", 404, "NOT_FOUND"},
        {"did:web:unreachable.example", "", 500, "INTERNAL_ERROR"},
        {kDid, "versionId=1", 501, "FEATURE_NOT_SUPPORTED"},
        {kDid, "hl=zQm", 501, "FEATURE_NOT_SUPPORTED"},
        {kDid, "relativeRef=%2Fa", 400, "INVALID_OPTIONS"},
        {kDid, "versionTime=yesterday", 400, "INVALID_OPTIONS"},
        {kDid, "versionNumber=one", 400, "INVALID_OPTIONS"},
        {kDid, "expandRelativeUrls=1", 400, "INVALID_OPTIONS"},
    };
    for (const auto& [did, query, status, code] : cases) {
        const auto response = get(did, query, "application/did");
        EXPECT_EQ(response.status, status) << did << query << response.body;
        EXPECT_EQ(type_of(response), "application/did-resolution") << "an error is never a document";
        EXPECT_EQ(error_type(response), std::string("https://www.w3.org/ns/did#") + code);
        const auto body = body_of(response);
        EXPECT_TRUE(json::find(body, "didDocument")->is_null());
        EXPECT_FALSE(text_at(*json::find(*json::find(body, "didResolutionMetadata"), "error"), "title").empty());
    }
}

TEST_F(Resolver, TheWordsOfBeforeOnRequest) {
    const std::pair<const char*, const char*> cases[] = {
        {"did:key:z6Mk", "invalidDid"},
        {"did:future:x", "methodNotSupported"},
        {"did:peer:4zQmd8CpeFPci817KDsbSAKWcXAE2mjvCQSasRewvbSF54Bd", "notFound"},
        {"did:web:unreachable.example", "internalError"},
    };
    for (const auto& [did, word] : cases) {
        const auto body = body_of(get(did, "", kOldProfile));
        const auto& metadata = *json::find(body, "didResolutionMetadata");
        EXPECT_EQ(text_at(metadata, "error"), word);
        EXPECT_FALSE(text_at(*json::find(metadata, "problemDetails"), "detail").empty());
    }
}

TEST_F(Resolver, Options) {
    const auto derived = body_of(get(kDid, "enableEncryptionKeyDerivation=true", "application/did"));
    EXPECT_EQ(json::find(derived, "keyAgreement")->get_array().size(), 1U);
    const std::string peer = "did:peer:2.Vz6Mkj3PUd1WjvaDhNZhhhXQdz5UnZXmS7ehtx8bsPpD47kKc";
    EXPECT_EQ(body_of(get(peer, "", "application/did")).at("authentication").at(0), json::Value("#key-1"));
    EXPECT_EQ(body_of(get(peer, "expandRelativeUrls=true", "application/did")).at("authentication").at(0),
              json::Value(peer + "#key-1"));
    // A DID URL, percent-encoded into the path.
    EXPECT_EQ(get(std::string(kDid) + "?versionId=1").status, 501);
}

constexpr const char* kDereferencing = "application/did-url-dereferencing";
/// A did:peer with a key for authentication and two services.
constexpr const char* kPeer =
    "did:peer:2.Vz6Mkj3PUd1WjvaDhNZhhhXQdz5UnZXmS7ehtx8bsPpD47kKc"
    ".SeyJ0IjoiZmlsZXMiLCJzIjoiaHR0cHM6Ly9maWxlcy5leGFtcGxlL2EvIn0"
    ".SeyJ0IjoiZG0iLCJzIjp7InVyaSI6Imh0dHBzOi8vbWFpbC5leGFtcGxlIn19";

TEST_F(Resolver, AFragmentLeadsToAMethodOrAService) {
    const std::string key = std::string(kDid) + "#" + std::string(kDid).substr(8);
    for (const char* accept : {"", "*/*", kDereferencing}) {
        const auto response = get(key, "", accept);
        ASSERT_EQ(response.status, 200) << response.body;
        EXPECT_EQ(type_of(response), kDereferencing);
        const auto body = body_of(response);
        EXPECT_EQ(text_at(body.at("content"), "id"), key);
        EXPECT_EQ(text_at(body.at("dereferencingMetadata"), "contentType"), "application/did");
    }
    const auto alone = get(key, "", "application/did");
    EXPECT_EQ(type_of(alone), "application/did");
    EXPECT_EQ(text_at(body_of(alone), "controller"), kDid);
    const auto service = get(std::string(kPeer) + "#service", "", "application/did");
    EXPECT_EQ(text_at(body_of(service), "type"), "files") << service.body;
    const auto whole = get(kDid, "", kDereferencing);
    EXPECT_EQ(text_at(body_of(whole).at("content"), "id"), kDid);
}

TEST_F(Resolver, AMethodStandsUnderARelationship) {
    const std::string key = std::string(kPeer) + "#key-1";
    const auto type = [&](const std::string& relationship, const std::string& url) {
        const auto response = get(url, "verificationRelationship=" + relationship, kDereferencing);
        const auto body = body_of(response);
        const auto* error = json::find(body.at("dereferencingMetadata"), "error");
        return std::to_string(response.status) + (error == nullptr ? "" : " " + text_at(*error, "type"));
    };
    EXPECT_EQ(type("authentication", key), "200");
    const std::string security = "500 https://w3id.org/security#";
    EXPECT_EQ(type("keyAgreement", key), security + "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
    EXPECT_EQ(type("service", key), security + "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
    EXPECT_EQ(type("authentication", std::string(kPeer) + "#service"), security + "INVALID_VERIFICATION_METHOD");
}

TEST_F(Resolver, AServiceIsSelectedOrGoneTo) {
    const auto services = [&](const std::string& query) {
        return body_of(get(kPeer, query, "application/did")).at("service").get_array().size();
    };
    EXPECT_EQ(services("service=service"), 1U);
    EXPECT_EQ(services("serviceType=files"), 1U);
    EXPECT_EQ(services("service=%23service-1&serviceType=DIDCommMessaging"), 1U);
    const auto place = get(std::string(kPeer) + "?service=service&relativeRef=b%2Fc#part", "", "text/uri-list");
    EXPECT_EQ(place.status, 303) << place.body;
    EXPECT_EQ(place.fields.find("Location").value_or(""), "https://files.example/a/b/c#part");
    EXPECT_TRUE(place.body.empty());
    EXPECT_EQ(get(kPeer, "service=nothing", kDereferencing).status, 404);
    EXPECT_EQ(get(kPeer, "service=service-1", "text/uri-list").status, 404) << "a map is no address";
    EXPECT_EQ(get(kPeer, "", "text/uri-list").status, 406);
}

TEST_F(Resolver, WhatCannotBeDereferencedSaysWhy) {
    const std::tuple<std::string, const char*, int, const char*> cases[] = {
        {std::string(kDid) + "#nothing", kDereferencing, 404, "NOT_FOUND"},
        {std::string(kDid) + "#nothing", "application/did", 404, "NOT_FOUND"},
        {std::string(kDid) + "/path", kDereferencing, 404, "NOT_FOUND"},
        {"did:UPPER:x#a", kDereferencing, 400, "INVALID_DID_URL"},
        {"https://issuer.example/1", kDereferencing, 400, "INVALID_DID_URL"},
        {"did:future:x#a", kDereferencing, 501, "METHOD_NOT_SUPPORTED"},
    };
    for (const auto& [url, accept, status, code] : cases) {
        const auto response = get(url, "", accept);
        EXPECT_EQ(response.status, status) << url << response.body;
        EXPECT_EQ(type_of(response), kDereferencing) << url;
        const auto body = body_of(response);
        EXPECT_TRUE(body.at("content").is_null());
        EXPECT_EQ(text_at(body.at("dereferencingMetadata").at("error"), "type"),
                  "https://www.w3.org/ns/did#" + std::string(code))
            << url;
    }
    EXPECT_EQ(get(std::string(kDid) + "#a", "", "application/did-resolution").status, 406);
}

TEST_F(Resolver, OptionsMayBeInTheBody) {
    const auto post = [&](const std::string& did, const std::string& accept, const std::string& body) {
        return ask("POST", did, "", accept, body);
    };
    EXPECT_EQ(type_of(post(kDid, "", "")), "application/did-resolution");
    const auto derived = post(kDid, "application/did", R"({"enableEncryptionKeyDerivation": true})");
    EXPECT_EQ(body_of(derived).at("keyAgreement").get_array().size(), 1U) << derived.body;
    EXPECT_EQ(post(kDid, "", R"({"versionNumber": 1})").status, 501);
    EXPECT_EQ(
        post(std::string(kPeer) + "#key-1", kDereferencing, R"({"verificationRelationship": "authentication"})").status,
        200);
    for (const char* bad : {"{", "[]", R"({"versionTime": 5})", R"({"expandRelativeUrls": "yes"})"}) {
        const auto response = post(kDid, "", bad);
        EXPECT_EQ(response.status, 400) << bad;
        EXPECT_EQ(error_type(response), "https://www.w3.org/ns/did#INVALID_OPTIONS") << response.body;
    }
}

/// A resolver that knows one did:webvh, from its log.
class OneLog : public did::Resolver {
  public:
    explicit OneLog(std::string log) : log_(std::move(log)) {}
    Result<did::Resolution> resolve(std::string_view text, const did::ResolveOptions& options) override {
        return did::webvh::resolve_from(*did::Did::parse(text), log_, std::nullopt, options);
    }

  private:
    std::string log_;
};

TEST_F(Resolver, ADeactivatedOneIsGoneButShown) {
    const auto key =
        crypto::make_signer(*crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 7)));  // a test key
    const did::DocumentKey document_key{(*key)->public_key(), "key-1"};
    const auto document = did::make_document(did::webvh::unfinished_did("a.example"), {&document_key, 1});
    const Instant start{1'750'000'000, 0};
    const json::Object parameters{{"updateKeys", json::Array{json::Value((*key)->public_key().multikey())}}};
    const auto log = did::webvh::start_log(parameters, document.json, **key, start);
    ASSERT_TRUE(log) << log.error().detail;
    const auto ended =
        did::webvh::extend_log(log->text, {{"deactivated", true}}, nullptr, **key, {start.seconds + 60, 0});
    ASSERT_TRUE(ended);

    OneLog resolver(*ended);
    auto& real = app.services();
    api::Services services{
        real.issuers,
        real.wallets,
        real.verifier,
        real.access,
        real.hosted,
        real.rotation,
        real.statuses,
        real.accounts,
        real.clients,
        real.grants,
        real.authorizations,
        real.authentication,
        real.dpop,
        real.credential_issuer,
        real.hosts,
        real.exchanges,
        real.exchange_doors,
        real.participant,
        real.presentations,
        real.presenting,
        real.received_offers,
        resolver,
        real.store,
        real.urls,
        real.clock,
        real.demo,
        real.draining,
        real.metrics,
    };
    http::Request request;
    request.params["did"] = log->did;
    const auto gone = api::did::resolve(request, services);
    EXPECT_EQ(gone.status, 410);
    EXPECT_EQ(text_at(body_of(gone).at("didDocument"), "id"), log->did);
    EXPECT_EQ(body_of(gone).at("didDocumentMetadata").at("deactivated"), json::Value(true));
    request.query = "versionNumber=1";
    EXPECT_EQ(body_of(api::did::resolve(request, services)).at("didDocumentMetadata").at("versionNumber"),
              json::Value(1));
    request.query = "versionNumber=9";
    EXPECT_EQ(api::did::resolve(request, services).status, 404);
}

}  // namespace
}  // namespace blason
