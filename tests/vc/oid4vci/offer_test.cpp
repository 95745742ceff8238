// Credential offers and metadata: written, read, and what is refused.
#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/vc/oid4vci/reading.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/offer.hpp"

namespace blason {
namespace {

using namespace vc::oid4vci;  // NOLINT: a test of this room
using test::parsed;
using test::refusal_of;

CredentialOffer full_offer() {
    CredentialOffer offer;
    offer.credential_issuer = "https://badges.example/issuers/alpha";
    offer.configurations = {"reader_ldp_vc", "reader_dc+sd-jwt"};
    offer.authorization_code = AuthorizationCodeGrant{"state-1", {}};
    offer.pre_authorized = PreAuthorizedGrant{"code-1", TxCode{"text", 8, "From the letter & \"more\" (100 %)"}, {}};
    return offer;
}

TEST(CredentialOffer, TravelsInALink) {
    const auto offer = full_offer();
    for (const std::string_view endpoint :
         {"openid-credential-offer://", "haip-vci://", "https://wallet.example/receive?x=1"}) {
        const auto link = parse_offer_link(offer_link(offer, endpoint));
        ASSERT_TRUE(link) << link.error().detail;
        ASSERT_TRUE(link->offer);
        EXPECT_EQ(to_json(*link->offer), to_json(offer));
        EXPECT_EQ(link->offer->pre_authorized->tx_code->length, 8U);
        const auto by_reference =
            parse_offer_link(offer_link_by_reference("https://badges.example/offers/1?a=b&c", endpoint));
        ASSERT_TRUE(by_reference);
        EXPECT_EQ(by_reference->uri, "https://badges.example/offers/1?a=b&c");
    }
}

TEST(CredentialOffer, OfTheStandardAndOfDraftsIsRead) {
    const auto plain = parse_offer(parsed(R"({"credential_issuer":"https://i.example","more":[1],
        "credential_configuration_ids":["a"]})"));
    ASSERT_TRUE(plain);
    EXPECT_FALSE(plain->authorization_code || plain->pre_authorized);
    // An empty tx_code asks for one all the same.
    const auto empty = parse_offer(parsed(R"({"credential_issuer":"https://i.example",
        "credential_configuration_ids":["a"],"grants":{"authorization_code":{},
        "urn:ietf:params:oauth:grant-type:pre-authorized_code":{"pre-authorized_code":"c","tx_code":{}}}})"));
    ASSERT_TRUE(empty);
    EXPECT_TRUE(empty->authorization_code && empty->pre_authorized->tx_code);
    EXPECT_EQ(empty->pre_authorized->tx_code->input_mode, "numeric");
    const auto old = parse_offer(parsed(R"({"credential_issuer":"https://i.example","credentials":["a"],
        "grants":{"urn:ietf:params:oauth:grant-type:pre-authorized_code":{"pre-authorized_code":"c",
        "user_pin_required":true}}})"));
    ASSERT_TRUE(old);
    EXPECT_TRUE(old->pre_authorized->tx_code);
}

TEST(CredentialOffer, WithMistakesIsRefusedByItsPlace) {
    const auto of = [](std::string_view text) { return refusal_of(parse_offer(parsed(text))); };
    EXPECT_EQ(of("[]"), "invalid-offer ");
    EXPECT_EQ(of(R"({"credential_configuration_ids":["a"]})"), "invalid-offer /credential_issuer");
    EXPECT_EQ(of(R"({"credential_issuer":"i","credential_configuration_ids":[]})"),
              "invalid-offer /credential_configuration_ids");
    EXPECT_EQ(of(R"({"credential_issuer":"i","credential_configuration_ids":["a",1]})"),
              "invalid-offer /credential_configuration_ids/1");
    EXPECT_EQ(of(R"({"credential_issuer":"i","credential_configuration_ids":["a","a"]})"),
              "invalid-offer /credential_configuration_ids");
    const std::string begin = R"({"credential_issuer":"i","credential_configuration_ids":["a"],"grants":)";
    EXPECT_EQ(of(begin + "1}"), "invalid-offer /grants");
    const std::string grant = begin + R"({"urn:ietf:params:oauth:grant-type:pre-authorized_code":)";
    const std::string place = "invalid-offer /grants/urn:ietf:params:oauth:grant-type:pre-authorized_code";
    EXPECT_EQ(of(grant + "{}}}"), place + "/pre-authorized_code");
    EXPECT_EQ(of(grant + R"({"pre-authorized_code":"c","tx_code":{"input_mode":"voice"}}}})"),
              place + "/tx_code/input_mode");
    EXPECT_EQ(of(grant + R"({"pre-authorized_code":"c","tx_code":{"length":-1}}}})"), place + "/tx_code/length");
}

TEST(CredentialOffer, LinksWithMistakesAreRefused) {
    const std::string good = offer_link(full_offer());
    for (const std::string& link :
         {std::string("openid-credential-offer://"), std::string("openid-credential-offer://?x=1"),
          std::string("nothing"), good + "&credential_offer_uri=https%3A%2F%2Fa.example",
          good + "&credential_offer=%7B%7D", std::string("x://?credential_offer=%"),
          std::string("x://?credential_offer=%7"), std::string("x://?credential_offer_uri=file%3A%2F%2Fa"),
          std::string("x://?credential_offer_uri="), "x://?credential_offer=" + std::string(70'000, 'a')})
        EXPECT_EQ(refusal_of(parse_offer_link(link)).substr(0, 13), "invalid-offer") << link.substr(0, 80);
    EXPECT_FALSE(parse_offer_link("x://?credential_offer=%7B")) << "half an object";
}

IssuerMetadata full_metadata() {
    IssuerMetadata metadata;
    metadata.credential_issuer = "https://badges.example/issuers/alpha";
    metadata.authorization_servers = {"https://badges.example"};
    metadata.credential_endpoint = "https://badges.example/credential";
    metadata.nonce_endpoint = "https://badges.example/nonce";
    metadata.deferred_endpoint = "https://badges.example/deferred";
    metadata.notification_endpoint = "https://badges.example/notification";
    metadata.request_encryption = RequestEncryption{parsed(R"({"keys":[]})"), {"A128GCM"}, false};
    metadata.response_encryption = ResponseEncryptionSupport{{"ECDH-ES"}, {"A128GCM"}, false};
    metadata.batch_size = 5;
    metadata.display = {{"Alpha", "en", "", "https://badges.example/logo.svg", "The logo"}};
    CredentialConfiguration one;
    one.id = "reader";
    one.format = kLdpVc;
    one.scope = "reader";
    one.contexts = {"https://www.w3.org/ns/credentials/v2"};
    one.types = {"VerifiableCredential", "OpenBadgeCredential"};
    one.signing_algs = {"Ed25519"};
    one.bindings = {"did:key"};
    one.proof_types = {{"jwt", {"EdDSA", "ES256"}, false}, {"attestation", {"ES256"}, true}};
    one.display = {{"Reader", "en", "Reads books."}};
    metadata.configurations = {one};
    return metadata;
}

TEST(IssuerMetadata, AreReadAsTheyWereWritten) {
    const auto metadata = full_metadata();
    const auto written = to_json(metadata);
    const auto read = parse_issuer_metadata(written, metadata.credential_issuer);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(to_json(*read), written);
    ASSERT_NE(read->configuration("reader"), nullptr);
    EXPECT_TRUE(read->configuration("reader")->proof_type("attestation")->attestation_required);
    EXPECT_EQ(read->configuration("writer"), nullptr);
}

TEST(IssuerMetadata, OfAnotherIssuerOrWithMistakesAreRefused) {
    const auto metadata = full_metadata();
    auto written = to_json(metadata);
    EXPECT_EQ(refusal_of(parse_issuer_metadata(written, metadata.credential_issuer + "/")),
              "invalid-issuer-metadata /credential_issuer");
    const auto with = [&](std::string_view name, json::Value value) {
        auto changed = written;
        changed[json::key(name)] = std::move(value);
        return refusal_of(parse_issuer_metadata(changed, metadata.credential_issuer));
    };
    EXPECT_EQ(with("credential_endpoint", 1), "invalid-issuer-metadata /credential_endpoint");
    EXPECT_EQ(with("credential_configurations_supported", json::Object()),
              "invalid-issuer-metadata /credential_configurations_supported");
    EXPECT_EQ(with("credential_request_encryption",
                   json::Object{{"enc_values_supported", json::Array{"x"}}, {"encryption_required", true}}),
              "invalid-issuer-metadata /credential_request_encryption/jwks");
    // A configuration of a format nobody knows does not spoil the others.
    auto& configurations = written["credential_configurations_supported"].as_object();
    configurations["strange"] = json::Object{{"format", 7}};
    configurations["mdl"] =
        json::Object{{"format", "mso_mdoc"}, {"credential_signing_alg_values_supported", json::Array{-7}}};
    const auto read = parse_issuer_metadata(written, metadata.credential_issuer);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->configurations.size(), 2U);
    // Where nothing else is there it is of no use to anybody.
    EXPECT_EQ(with("credential_configurations_supported",
                   json::Object{{"strange", json::Object{{"scope", "strange"}}}, {"stranger", 1}}),
              "invalid-issuer-metadata /credential_configurations_supported");
}

TEST(IssuerMetadata, AnOptionalMemberThatIsWrongCostsNoMoreThanItself) {
    const auto metadata = full_metadata();
    const auto written = to_json(metadata);
    const auto with = [&](std::string_view name, json::Value value) {
        auto changed = written;
        changed[json::key(name)] = std::move(value);
        return parse_issuer_metadata(changed, metadata.credential_issuer);
    };
    for (const auto* name :
         {"authorization_servers", "nonce_endpoint", "deferred_credential_endpoint", "notification_endpoint",
          "credential_request_encryption", "credential_response_encryption", "batch_credential_issuance", "display"}) {
        for (const json::Value& value : {json::Value(nullptr), json::Value(5), json::Value(json::Object())}) {
            const auto read = with(name, value);
            ASSERT_TRUE(read) << name << value;
            EXPECT_EQ(read->configurations.size(), 1U);
        }
    }
    EXPECT_EQ(with("batch_credential_issuance", json::Object{{"batch_size", 1}})->batch_size, 1U);
    EXPECT_FALSE(with("credential_request_encryption", json::Object{{"enc_values_supported", json::Array{"x"}}})
                     ->request_encryption);
    const auto display = with("display", json::Array{5, json::Object{{"name", 7}, {"locale", "en"}}})->display;
    ASSERT_EQ(display.size(), 1U);
    EXPECT_EQ(display[0].locale, "en");
    // Without its proofs nothing could be asked for.
    auto changed = written;
    auto& configurations = changed["credential_configurations_supported"].as_object();
    configurations["other"] = configurations.at("reader");
    configurations.at("other").as_object()["proof_types_supported"] = 5;
    configurations.at("reader").as_object()["display"] = 5;
    configurations.at("reader").as_object()["scope"] = nullptr;
    const auto read = parse_issuer_metadata(changed, metadata.credential_issuer);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->configurations.size(), 1U);
    EXPECT_EQ(read->configurations[0].id, "reader");
}

TEST(IssuerMetadata, HaveTwoWellKnownAddresses) {
    EXPECT_EQ(inserted_well_known("https://a.example:8443/issuers/b/", kIssuerWellKnown),
              "https://a.example:8443/.well-known/openid-credential-issuer/issuers/b");
    EXPECT_EQ(inserted_well_known("https://a.example", kServerWellKnown),
              "https://a.example/.well-known/oauth-authorization-server");
    EXPECT_EQ(appended_well_known("https://a.example/issuers/b", kIssuerWellKnown),
              "https://a.example/issuers/b/.well-known/openid-credential-issuer");
}

}  // namespace
}  // namespace blason
