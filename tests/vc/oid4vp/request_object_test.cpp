// Request objects: who may sign for which client identifier.
#include "vc/oid4vp/request_object.hpp"

#include <gtest/gtest.h>

#include "did/did_key.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/environment.hpp"
#include "tests/vc/oid4vp/requests.hpp"

namespace blason::vc::oid4vp {
namespace {

using crypto::KeyType;
using test::kAddress;

constexpr Instant kNow{1'800'000'000, 0};

class RequestObject : public testing::Test {
  protected:
    [[nodiscard]] json::Object parameters(const std::string& client_id) const {
        auto out = test::request();
        out["client_id"] = client_id;
        return out;
    }
    std::string refusal(const std::string& text, const std::string& client_id, const std::string& wallet_nonce = {}) {
        const auto opened = open_request_object(text, {kNow, client_id, wallet_nonce, trust, environment.resolver});
        return opened ? "" : opened.error().code + " " + opened.error().pointer;
    }
    static std::string sign(const json::Object& parameters, const ObjectKey& key, const std::string& nonce = {},
                            Instant expires = {kNow.seconds + 60, 0}) {
        const auto text = sign_request_object(parameters, nonce, {kNow, expires}, key);
        EXPECT_TRUE(text) << text.error().detail;
        return *text;
    }
    static Bytes certificate(const crypto::Signer& signer, const std::string& name) {
        const auto der =
            crypto::make_certificate(signer, {name, {name}, {kNow.seconds - 10, 0}, {kNow.seconds + 1000, 0}});
        EXPECT_TRUE(der) << der.error().detail;
        return *der;
    }

    blason::test::TestEnvironment environment;
    Trust trust;
    std::unique_ptr<crypto::Signer> signer = test::test_signer(KeyType::P256);
    std::unique_ptr<crypto::Signer> other = test::test_signer(KeyType::P256, 9);
    std::string did = did::did_key(signer->public_key());
    std::string did_client = "decentralized_identifier:" + did;
    ObjectKey did_key{*signer, did::did_key_method(signer->public_key()), {}, {}};
};

TEST_F(RequestObject, OfADid) {
    const auto opened =
        open_request_object(sign(parameters(did_client), did_key), {kNow, did_client, {}, trust, environment.resolver});
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->request.client.text, did_client);
    EXPECT_FALSE(opened->vouched);
    for (const KeyType type : {KeyType::Ed25519, KeyType::P384}) {
        const auto another = test::test_signer(type);
        const std::string client = "decentralized_identifier:" + did::did_key(another->public_key());
        EXPECT_EQ(
            refusal(sign(parameters(client), {*another, did::did_key_method(another->public_key()), {}, {}}), client),
            "");
    }
}

TEST_F(RequestObject, OA27_OfAnotherDidOrKeyIsRefused) {
    const std::string theirs = did::did_key_method(other->public_key());
    EXPECT_EQ(refusal(sign(parameters(did_client), {*other, theirs, {}, {}}), did_client), "invalid_client /kid");
    EXPECT_EQ(refusal(sign(parameters(did_client), {*signer, {}, {}, {}}), did_client), "invalid_client /kid");
    EXPECT_EQ(refusal(sign(parameters(did_client), {*signer, did + "#none", {}, {}}), did_client),
              "invalid_client /kid");
    // The right name, but another key.
    EXPECT_EQ(refusal(sign(parameters(did_client), {*other, did_key.kid, {}, {}}), did_client),
              "invalid_request_object ");
    const std::string offline = "decentralized_identifier:did:web:verifier.example";
    const auto unknown = open_request_object(sign(parameters(offline), {*signer, "did:web:verifier.example#k", {}, {}}),
                                             {kNow, offline, {}, trust, environment.resolver});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, ErrorKind::Unavailable);
}

TEST_F(RequestObject, OA27_TheLinkNamesTheSameVerifier) {
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key), "decentralized_identifier:did:web:other.example"),
              "invalid_request_object /client_id");
}

TEST_F(RequestObject, HasItsOwnTypeAndAudience) {
    const auto claims = [&] {
        auto out = parameters(did_client);
        out["aud"] = json::key(kAnyWallet);
        return out;
    };
    const auto algorithm = crypto::SignatureAlgorithm::Es256;
    for (const auto* type : {"JWT", "application/oauth-authz-req+jwt", ""})
        EXPECT_EQ(refusal(*jose::sign_jwt(*signer, algorithm, type, did_key.kid, claims()), did_client),
                  "invalid_request_object /typ");
    EXPECT_EQ(refusal(*jose::sign_jwt(*signer, algorithm, kRequestObjectType, did_key.kid, claims()), did_client), "");
    auto elsewhere = claims();
    elsewhere["aud"] = "https://wallet.example";
    EXPECT_EQ(refusal(*jose::sign_jwt(*signer, algorithm, kRequestObjectType, did_key.kid, elsewhere), did_client),
              "invalid_request_object /aud");
    elsewhere.erase("aud");
    EXPECT_EQ(refusal(*jose::sign_jwt(*signer, algorithm, kRequestObjectType, did_key.kid, elsewhere), did_client),
              "invalid_request_object /aud");
    EXPECT_EQ(refusal("e30.e30.e30", did_client), "invalid_request_object /typ");
    EXPECT_EQ(refusal("text", did_client), "invalid_request_object ");
}

TEST_F(RequestObject, HasItsTime) {
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key, {}, {kNow.seconds - 61, 0}), did_client),
              "invalid_request_object /exp");
}

TEST_F(RequestObject, OA26_EchoesTheWalletNonceAndNoOther) {
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key, "w-1"), did_client, "w-1"), "");
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key, "w-2"), did_client, "w-1"),
              "invalid_request_object /wallet_nonce");
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key), did_client, "w-1"),
              "invalid_request_object /wallet_nonce");
    EXPECT_EQ(refusal(sign(parameters(did_client), did_key, "w-1"), did_client),
              "invalid_request_object /wallet_nonce");
}

TEST_F(RequestObject, OfACertificateByItsHash) {
    const Bytes der = certificate(*signer, "verifier.example");
    const std::string client = "x509_hash:" + crypto::Certificate::from_der(der)->thumbprint();
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {der}, {}}), client), "");
    EXPECT_EQ(refusal(sign(parameters(client), {*other, {}, {der}, {}}), client), "invalid_request_object ");
    const Bytes theirs = certificate(*other, "verifier.example");
    EXPECT_EQ(refusal(sign(parameters(client), {*other, {}, {theirs}, {}}), client), "invalid_client /client_id");
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {}, {}}), client), "invalid_client /x5c");
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {Bytes{1, 2, 3}}, {}}), client), "invalid_client /x5c");
}

TEST_F(RequestObject, OfACertificateByItsName) {
    const Bytes der = certificate(*signer, "verifier.example");
    const std::string client = "x509_san_dns:verifier.example";
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {der}, {}}), client), "");
    EXPECT_EQ(
        refusal(sign(parameters("x509_san_dns:other.example"), {*signer, {}, {der}, {}}), "x509_san_dns:other.example"),
        "invalid_client /client_id");
}

TEST_F(RequestObject, OA27_ANameOfACertificateReceivesTheAnswerItself) {
    const Bytes der = certificate(*signer, "verifier.example");
    const std::string client = "x509_san_dns:verifier.example";
    auto elsewhere = parameters(client);
    for (const auto* address : {"https://other.example/answers/1", "https://verifier.example@other.example/",
                                "https://verifier.example.other.example/"}) {
        elsewhere["response_uri"] = address;
        EXPECT_EQ(refusal(sign(elsewhere, {*signer, {}, {der}, {}}), client), "invalid_client /response_uri")
            << address;
    }
    // Unless somebody the wallet believes says whose certificate it is.
    trust.anchors.push_back(*crypto::Certificate::from_der(der));
    EXPECT_EQ(refusal(sign(elsewhere, {*signer, {}, {der}, {}}), client), "");
    trust.anchors = {*crypto::Certificate::from_der(certificate(*other, "authority.example"))};
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {der}, {}}), client), "invalid_client /x5c");
}

TEST_F(RequestObject, CertificatesExpire) {
    const auto old =
        crypto::make_certificate(*signer, {"a", {"verifier.example"}, {kNow.seconds - 20, 0}, {kNow.seconds - 10, 0}});
    ASSERT_TRUE(old);
    const std::string client = "x509_san_dns:verifier.example";
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, {}, {*old}, {}}), client), "invalid_client /x5c");
}

TEST_F(RequestObject, OfAnAttestedVerifier) {
    const auto attester = test::test_signer(KeyType::Ed25519, 3);
    const std::string client = "verifier_attestation:verifier.example";
    const auto attested = [&](const json::Object& changes, std::string_view type = "verifier-attestation+jwt") {
        json::Object claims{{"iss", "https://attester.example"},
                            {"sub", "verifier.example"},
                            {"exp", kNow.seconds + 100},
                            {"cnf", {{"jwk", signer->public_key().jwk()}}}};
        for (const auto& change : changes) claims[change.key()] = change.value();
        return *jose::sign_jwt(*attester, crypto::SignatureAlgorithm::EdDsa, type, "", claims);
    };
    const auto result = [&](const std::string& attestation, const crypto::Signer& by) {
        return refusal(sign(parameters(client), {by, {}, {}, attestation}), client);
    };
    EXPECT_EQ(result(attested({}), *signer), "invalid_client /jwt");  // the attester is not known
    trust.attesters.emplace("https://attester.example", jose::JwkSet::of({attester->public_key(), "test", {}, {}, {}}));
    EXPECT_EQ(result(attested({}), *signer), "");
    EXPECT_EQ(result(attested({}), *other), "invalid_request_object ");
    EXPECT_EQ(result(attested({{"sub", "other.example"}}), *signer), "invalid_client /jwt");
    EXPECT_EQ(result(attested({{"exp", kNow.seconds - 100}}), *signer), "invalid_client /jwt");
    EXPECT_EQ(result(attested({}, "JWT"), *signer), "invalid_client /jwt");
    EXPECT_EQ(result(attested({{"redirect_uris", json::Array{json::key(kAddress)}}}), *signer), "");
    EXPECT_EQ(result(attested({{"redirect_uris", json::Array{"https://verifier.example/"}}}), *signer),
              "invalid_client /jwt");
    EXPECT_EQ(result("e30.e30.e30", *signer), "invalid_client /jwt");
}

TEST_F(RequestObject, OfAKnownVerifier) {
    const std::string client = "school";
    EXPECT_EQ(refusal(sign(parameters(client), {*signer, "test", {}, {}}), client), "invalid_client /client_id");
    trust.verifiers["school"] = {
        "The school", {std::string(kAddress)}, jose::JwkSet::of({signer->public_key(), "test", {}, {}, {}})};
    const auto opened = open_request_object(sign(parameters(client), {*signer, "test", {}, {}}),
                                            {kNow, client, {}, trust, environment.resolver});
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->name, "The school");
    EXPECT_TRUE(opened->vouched);
    EXPECT_EQ(refusal(sign(parameters(client), {*other, "test", {}, {}}), client), "invalid_request_object ");
    auto elsewhere = parameters(client);
    elsewhere["response_uri"] = "https://other.example";
    EXPECT_EQ(refusal(sign(elsewhere, {*signer, "test", {}, {}}), client), "invalid_client /response_uri");
    // Who signs is not believed without a signature.
    EXPECT_FALSE(open_parameters(parameters(client), trust));
    trust.verifiers["school"].keys.reset();
    EXPECT_TRUE(open_parameters(parameters(client), trust));
    EXPECT_FALSE(open_parameters(parameters("university"), trust));
}

/// A request of drafts 18 to 24.
class DraftRequestObject : public RequestObject {
  protected:
    [[nodiscard]] json::Object draft(const std::string& client_id, const std::string& scheme) const {
        auto out = parameters(client_id);
        out.erase("dcql_query");
        out["presentation_definition"] = test::object(R"({"id": "d", "input_descriptors": []})");
        if (!scheme.empty()) out["client_id_scheme"] = scheme;
        return out;
    }
    /// `type`: of the JWT; empty: none.
    [[nodiscard]] std::string signed_as(const std::string& type, json::Object claims) const {
        json::Object header{{"kid", did_key.kid}};
        if (!type.empty()) header["typ"] = type;
        claims["aud"] = json::key(kAnyWallet);
        return *jose::sign_compact(*signer, crypto::SignatureAlgorithm::Es256, header,
                                   as_bytes(json::serialize(claims)));
    }
};

TEST_F(DraftRequestObject, OA27_OfADidByItself) {
    for (const std::string scheme : {"did", ""}) {
        const auto opened = open_request_object(sign(draft(did, scheme), did_key),
                                                {kNow, did, {}, trust, environment.resolver, scheme});
        ASSERT_TRUE(opened) << opened.error().detail;
        EXPECT_EQ(opened->request.client.text, did);
        EXPECT_TRUE(opened->is_signed);
    }
    const ObjectKey stolen{*other, did_key.kid, {}, {}};
    EXPECT_EQ(refusal(sign(draft(did, "did"), stolen), did), "invalid_request_object ");
    EXPECT_EQ(refusal(sign(draft(did, "did"), {*other, did::did_key_method(other->public_key()), {}, {}}), did),
              "invalid_client /kid");
}

TEST_F(DraftRequestObject, OA27_OfACertificate) {
    const ObjectKey key{*signer, {}, {certificate(*signer, "verifier.example")}, {}};
    for (const std::string client : {"verifier.example", "x509_san_dns:verifier.example"}) {
        EXPECT_EQ(refusal(sign(draft(client, "x509_san_dns"), key), client), "") << client;
        EXPECT_EQ(refusal(sign(draft(client, "x509_san_dns"), did_key), client), "invalid_client /x5c");
    }
    EXPECT_EQ(refusal(sign(draft("other.example", "x509_san_dns"), key), "other.example"), "invalid_client /client_id");
    // The same name without its scheme is another verifier's, whom nobody knows.
    EXPECT_EQ(refusal(sign(draft("verifier.example", ""), key), "verifier.example"), "invalid_client /client_id");
}

TEST_F(DraftRequestObject, OA27_TheLinkAndTheObjectSayTheSameScheme) {
    const auto text = sign(draft(did, "did"), did_key);
    const auto opened = open_request_object(text, {kNow, did, {}, trust, environment.resolver, "x509_san_dns"});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().pointer, "/client_id_scheme");
    // Version 1.0 does not know the parameter.
    EXPECT_TRUE(open_request_object(sign(parameters(did_client), did_key),
                                    {kNow, did_client, {}, trust, environment.resolver, "did"}));
}

TEST_F(DraftRequestObject, TheTypeWasNotMandatory) {
    EXPECT_EQ(refusal(signed_as("", draft(did, "did")), did), "");
    EXPECT_EQ(refusal(signed_as("JWT", draft(did, "did")), did), "");
    EXPECT_EQ(refusal(signed_as("oauth-authz-req+jwt", draft(did, "did")), did), "");
    EXPECT_EQ(refusal(signed_as("vc+jwt", draft(did, "did")), did), "invalid_request_object /typ");
    EXPECT_EQ(refusal(signed_as("JWT", parameters(did_client)), did_client), "invalid_request_object /typ");
    EXPECT_EQ(refusal(signed_as("", parameters(did_client)), did_client), "invalid_request_object /typ");
}

}  // namespace
}  // namespace blason::vc::oid4vp
