// OpenID4VCI over HTTP: what wallets are told and given.
#include <gtest/gtest.h>

#include "did/did_jwk.hpp"
#include "engine/jose/jws.hpp"
#include "engine/json/parse.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/vci_wallet.hpp"
#include "tests/vc/certificates.hpp"
#include "tests/vc/secured.hpp"
#include "vc/issue.hpp"
#include "vc/oid4vci/response.hpp"

namespace blason {
namespace {

using test::body_of;
using test::new_wallet_key;
using test::text_at;
using test::VciIssuer;

class Oid4vci : public testing::Test {
  protected:
    test::TestApp app;
    VciIssuer issuer{app};
};

TEST_F(Oid4vci, MetadataStandWhereWalletsLook) {
    const std::string own = issuer.identifier();
    const auto base = app.services().urls.base();
    for (const auto& [path, identifier] : {std::pair("/.well-known/openid-credential-issuer/issuers/alpha", own),
                                           std::pair("/issuers/alpha/.well-known/openid-credential-issuer", own),
                                           std::pair("/.well-known/openid-credential-issuer", base)}) {
        const auto response = app.get(path);
        ASSERT_EQ(response.status, 200) << path;
        EXPECT_EQ(response.fields.find("Access-Control-Allow-Origin"), "*");
        const auto metadata = vc::oid4vci::parse_issuer_metadata(body_of(response), identifier);
        ASSERT_TRUE(metadata) << metadata.error().detail;
        EXPECT_EQ(metadata->configurations.size(), 4U);
        EXPECT_EQ(metadata->credential_endpoint, identifier + "/openid4vci/credential");
        const auto* one = metadata->configuration("reader.ldp_vc");
        ASSERT_NE(one, nullptr);
        EXPECT_EQ(one->display.size(), 2U) << "in each language";
        EXPECT_NE(one->proof_type("di_vp"), nullptr);
        EXPECT_EQ(one->proof_type("attestation"), nullptr) << "there is nobody whose word counts";
        EXPECT_EQ(metadata->configuration("reader.dc+sd-jwt")->proof_type("di_vp"), nullptr);
        EXPECT_EQ(metadata->batch_size, 10U);
        ASSERT_TRUE(metadata->request_encryption);
    }
    EXPECT_EQ(app.get("/.well-known/openid-credential-issuer/issuers/beta").status, 404);
    const auto server = body_of(app.get("/.well-known/oauth-authorization-server"));
    EXPECT_EQ(server.at("pre-authorized_grant_anonymous_access_supported"), true);
    EXPECT_NE(json::serialize(server).find("pre-authorized_code"), std::string::npos);
}

TEST_F(Oid4vci, MetadataAreSignedForWhoAsks) {
    const auto response = app.get("/.well-known/openid-credential-issuer/issuers/alpha", "application/jwt");
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(response.fields.find("Content-Type"), "application/jwt");
    const auto jws = jose::parse_compact(response.body);
    ASSERT_TRUE(jws);
    EXPECT_EQ(jws->typ(), "openidvci-issuer-metadata+jwt");
    const auto alpha = app.services().issuers.issuer("alpha");
    const auto key = crypto::PublicKey::from_multikey(alpha->id.substr(8));
    ASSERT_TRUE(key);
    EXPECT_TRUE(jose::verify(*jws, {*key, {}, {}, {}, {}}));
    const auto claims = json::parse(as_text(jws->payload));
    ASSERT_TRUE(claims);
    EXPECT_EQ(text_at(*claims, "sub"), issuer.identifier());
    EXPECT_TRUE(vc::oid4vci::parse_issuer_metadata(*claims, issuer.identifier()));
}

TEST_F(Oid4vci, AnOfferIsShownInEveryWay) {
    const auto offer = issuer.offer();
    EXPECT_EQ(issuer.state(offer), "offered");
    const auto by_value = vc::oid4vci::parse_offer_link(text_at(offer, "linkByValue"));
    ASSERT_TRUE(by_value && by_value->offer);
    EXPECT_EQ(by_value->offer->credential_issuer, issuer.identifier());
    const auto by_reference = vc::oid4vci::parse_offer_link(text_at(offer, "link"));
    ASSERT_TRUE(by_reference);
    const auto path = by_reference->uri.substr(app.services().urls.base().size());
    const auto read = app.get(path);
    EXPECT_EQ(read.fields.find("Cache-Control"), "no-store");
    EXPECT_EQ(body_of(read), offer.at("offer"));
    const auto qr = app.get(text_at(offer, "qr").substr(app.services().urls.base().size()));
    EXPECT_EQ(qr.fields.find("Content-Type"), "image/svg+xml");
    EXPECT_TRUE(qr.body.starts_with("<svg "));
    const auto png = app.get(text_at(offer, "qrPng").substr(app.services().urls.base().size()));
    EXPECT_EQ(png.fields.find("Content-Type"), "image/png");
    EXPECT_TRUE(png.body.starts_with("\x89PNG"));
    // By the Accept field at the address without an ending.
    const auto either = "/issuers/alpha/credential-offers/" + text_at(offer, "id") + "/qr";
    EXPECT_EQ(app.get(either, "image/png").body, png.body);
    EXPECT_EQ(app.get(either, "*/*").body, qr.body);
    EXPECT_EQ(app.get(either, "image/png").fields.find("Vary"), "Accept");
    const auto elsewhere = issuer.offer(R"(,"wallet":"https://wallet.example/receive?from=us")");
    EXPECT_TRUE(text_at(elsewhere, "link").starts_with("https://wallet.example/receive?from=us&credential_offer_uri="));
    // Once it is taken the code is not told any more.
    issuer.token(offer);
    EXPECT_EQ(app.get(path).status, 404);
    EXPECT_EQ(issuer.state(offer), "taken");
    EXPECT_EQ(body_of(app.get("/issuers/alpha/credential-offers")).as_array().size(), 2U);
}

TEST_F(Oid4vci, OrdersWithMistakesAreRefused) {
    const auto code = [&](const std::string& more) {
        const auto body = body_of(issuer.order(more));
        return text_at(body, "code") + " " + text_at(body, "pointer");
    };
    EXPECT_EQ(code(R"(,"formats":["ldp_vc","mso_mdoc"])"), "format-unknown /formats/1");
    EXPECT_EQ(code(R"(,"grants":["password"])"), "grant-unknown /grants/0");
    EXPECT_EQ(code(R"(,"txCode":{"length":3})"), "tx-code /txCode/length");
    EXPECT_EQ(code(R"(,"txCode":5,"grants":["authorization_code"])"), "wrong-type /txCode");
    EXPECT_EQ(code(R"(,"expiresIn":0)"), "expires-in /expiresIn");
    for (const auto* wallet : {"nowhere", "javascript://x", "JavaScript://x", "vbscript://x", "data://x", "FILE:///x"})
        EXPECT_EQ(code(R"(,"wallet":")" + std::string(wallet) + "\""), "wallet-address /wallet") << wallet;
    EXPECT_EQ(code(R"(,"colour":"red")"), "member-unknown /colour");
    EXPECT_EQ(code(R"(,"evidence":[{}])"), "evidence-empty /evidence/0");
    EXPECT_EQ(text_at(body_of(app.post("/issuers/alpha/credential-offers", R"({"achievement":"writer"})")), "code"),
              "achievement-not-found");
}

TEST_F(Oid4vci, EveryFormatIsIssuedAndVerifies) {
    const auto offer = issuer.offer(R"(,"recipient":{"email":"ada@example.org"},"txCode":false)");
    const auto token = issuer.token(offer);
    const auto key = new_wallet_key();
    const auto did = did::did_jwk(key->public_key());
    for (const std::string format : {"ldp_vc", "jwt_vc_json", "dc+sd-jwt", "vc+sd-jwt"}) {
        const auto response = issuer.take(token, format, *key);
        ASSERT_EQ(response.status, 200) << format << response.body;
        EXPECT_EQ(response.fields.find("Cache-Control"), "no-store");
        const auto read = vc::oid4vci::parse_credential_response(body_of(response));
        ASSERT_TRUE(read && read->credentials.size() == 1);
        const auto& credential = read->credentials.front();
        const auto report = app.services().verifier.verify(credential, {});
        ASSERT_TRUE(report) << report.error().detail;
        EXPECT_EQ(report->verdict(), vc::Verdict::Valid) << json::serialize(to_json(*report));
        const auto text = credential.is_string() ? std::string(json::view(credential)) : json::serialize(credential);
        EXPECT_EQ(text.find("ada@example.org"), std::string::npos) << "addresses are hashed";
        if (format == "ldp_vc") {
            EXPECT_EQ(text_at(credential.at("credentialSubject"), "id"), did);
        }
        if (format == "dc+sd-jwt") {
            const auto claims = json::parse(as_text(jose::parse_compact(text.substr(0, text.find('~')))->payload));
            EXPECT_EQ(text_at(*claims, "vct"), app.services().urls.achievement("alpha", "reader") + "/credential-type");
            EXPECT_EQ(json::Value(claims->at("cnf").at("jwk")), json::Value(key->public_key().jwk()));
            EXPECT_NE(json::find(claims->at("status"), "status_list"), nullptr);
            EXPECT_EQ(text_at(claims->at("credentialSubject").at("achievement"), "name"), "Reader");
            EXPECT_EQ(json::find(claims->at("credentialSubject"), "identifier"), nullptr) << "disclosed by its holder";
            const auto type = body_of(app.get("/issuers/alpha/achievements/reader/credential-type"));
            EXPECT_EQ(text_at(type, "vct"), text_at(*claims, "vct"));
        }
    }
    EXPECT_EQ(issuer.state(offer), "issued");
    // They are badges like others: stored, listed, and they can be revoked.
    EXPECT_EQ(app.services().issuers.credentials("alpha")->size(), 4U);
}

TEST_F(Oid4vci, OA21_TheSameKeyGetsTheSameCredentialAgainAndOthersNone) {
    const auto offer = issuer.offer();
    const auto token = issuer.token(offer);
    const auto key = new_wallet_key();
    const auto first = issuer.take(token, "ldp_vc", *key);
    const auto second = issuer.take(token, "ldp_vc", *key);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(second.body, first.body) << "answers get lost";
    // OA21: another key gets nothing.
    EXPECT_EQ(issuer.outcome(issuer.take(token, "ldp_vc", *new_wallet_key())), "400 credential_request_denied");
    EXPECT_EQ(app.services().issuers.credentials("alpha")->size(), 1U);
}

TEST_F(Oid4vci, ABatchHasACredentialForEachKey) {
    const auto token = issuer.token(issuer.offer());
    const auto nonce = issuer.nonce();
    std::vector<std::string> proofs;
    std::vector<std::unique_ptr<crypto::Signer>> keys;
    for (int i = 0; i < 10; ++i) {
        keys.push_back(new_wallet_key(i % 2 == 0 ? crypto::KeyType::P256 : crypto::KeyType::Ed25519));
        proofs.push_back(issuer.proof(*keys.back(), nonce));
    }
    const auto response = issuer.ask(token, "reader.vc+sd-jwt", proofs);
    ASSERT_EQ(response.status, 200) << response.body;
    const auto read = vc::oid4vci::parse_credential_response(body_of(response));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->credentials.size(), 10U);
}

TEST_F(Oid4vci, APresentationIsAProof) {
    const auto token = issuer.token(issuer.offer());
    const auto holder = new_wallet_key(crypto::KeyType::Ed25519);
    const auto nonce = issuer.nonce();
    vc::PresentOptions options;
    options.created = app.services().clock();
    options.challenge = nonce;
    options.domain = issuer.identifier();
    const auto presentation = vc::present({}, *holder, options, app.app().environment());
    ASSERT_TRUE(presentation) << presentation.error().detail;
    const auto ask = [&](const json::Value& value, const std::string& configuration) {
        return issuer.post("credential",
                           json::Object{{"credential_configuration_id", configuration},
                                        {"proofs", json::Object{{"di_vp", json::Array{value}}}}},
                           token);
    };
    EXPECT_EQ(issuer.outcome(ask(presentation->document, "reader.dc+sd-jwt")), "400 invalid_proof");
    auto changed = presentation->document;
    changed.as_object()["holder"] = "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd";
    EXPECT_EQ(issuer.outcome(ask(changed, "reader.ldp_vc")), "400 invalid_proof");
    const auto response = ask(presentation->document, "reader.ldp_vc");
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(issuer.outcome(ask(presentation->document, "reader.ldp_vc")), "400 invalid_nonce") << "it counts once";
}

TEST_F(Oid4vci, AKeyMayComeInACertificate) {
    const auto token = issuer.token(issuer.offer());
    const auto& key = test::key(1);
    const auto ask = [&](json::Object header) {
        header["typ"] = "openid4vci-proof+jwt";
        const auto claims = json::serialize(json::Object{{"aud", json::key(issuer.identifier())},
                                                         {"iat", app.services().clock().seconds},
                                                         {"nonce", json::key(issuer.nonce())}});
        return issuer.ask(token, "reader.ldp_vc",
                          {*jose::sign_compact(key, crypto::SignatureAlgorithm::EdDsa, header, as_bytes(claims))});
    };
    const json::Array chain{test::kLeaf, test::kAuthority};
    EXPECT_EQ(issuer.outcome(ask({{"x5c", chain}, {"jwk", key.public_key().jwk()}})), "400 invalid_proof");
    EXPECT_EQ(issuer.outcome(ask({{"x5c", json::Array{test::kAuthority}}})), "400 invalid_proof") << "another's";
    const auto response = ask({{"x5c", chain}});
    ASSERT_EQ(response.status, 200) << response.body;
    const auto read = vc::oid4vci::parse_credential_response(body_of(response));
    ASSERT_TRUE(read);
    EXPECT_EQ(text_at(read->credentials.front().at("credentialSubject"), "id"), did::did_jwk(key.public_key()));
}

TEST_F(Oid4vci, Draft13IsAnswered) {
    const auto offer = issuer.offer();
    const auto granted = body_of(issuer.token_for(issuer.code_of(offer)));
    const auto token = text_at(granted, "access_token");
    const auto key = new_wallet_key();
    const auto ask = [&](const std::string& nonce, const char* what) {
        auto body = json::parse(what)->as_object();
        body["proof"] = json::Object{{"proof_type", "jwt"}, {"jwt", issuer.proof(*key, nonce)}};
        return issuer.post("credential", body, token);
    };
    const char* jwt = R"({"format":"jwt_vc_json","credential_definition":{
        "type":["VerifiableCredential","OpenBadgeCredential"]}})";
    const auto without = ask("", jwt);
    EXPECT_EQ(issuer.outcome(without), "400 invalid_proof");
    const auto first = ask(text_at(body_of(without), "c_nonce"), jwt);
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_FALSE(text_at(body_of(first), "credential").empty());
    const auto vct = app.services().urls.achievement("alpha", "reader") + "/credential-type";
    const auto second =
        ask(text_at(body_of(first), "c_nonce"), (R"({"format":"vc+sd-jwt","vct":")" + vct + "\"}").c_str());
    EXPECT_EQ(second.status, 200) << second.body;
    EXPECT_EQ(ask(text_at(granted, "c_nonce"), R"({"format":"ldp_vc","credential_definition":{
        "type":["VerifiableCredential","OpenBadgeCredential"]}})")
                  .status,
              200)
        << "the nonce of the token";
    EXPECT_EQ(issuer.outcome(ask(issuer.nonce(), R"({"format":"mso_mdoc"})")), "400 unsupported_credential_format");
    EXPECT_EQ(issuer.outcome(ask(issuer.nonce(), R"({"format":"ldp_vc","credential_definition":{"type":["X"]}})")),
              "400 unsupported_credential_type");
}

TEST_F(Oid4vci, OA20_AnEncryptedRequestGetsAnEncryptedAnswer) {
    const auto metadata = vc::oid4vci::parse_issuer_metadata(
        body_of(app.get("/issuers/alpha/.well-known/openid-credential-issuer")), issuer.identifier());
    ASSERT_TRUE(metadata && metadata->request_encryption);
    const auto token = issuer.token(issuer.offer());
    auto secret = crypto::generate_key(crypto::KeyType::P256, crypto::system_random());
    auto jwk = secret->public_key.jwk();
    jwk["alg"] = "ECDH-ES";
    const auto agreement = crypto::make_key_agreement(std::move(*secret));
    const auto key = new_wallet_key();
    const auto body = [&] {
        return json::Object{{"credential_configuration_id", "reader.jwt_vc_json"},
                            {"proofs", json::Object{{"jwt", json::Array{issuer.proof(*key, issuer.nonce())}}}},
                            {"credential_response_encryption", json::Object{{"jwk", jwk}, {"enc", "A128GCM"}}}};
    };
    EXPECT_EQ(issuer.outcome(issuer.post("credential", body(), token)), "400 invalid_encryption_parameters")
        << "OA20: in clear somebody could put in another key";
    const auto send = [&](const std::string& text) {
        auto request = test::request_with("POST", "/issuers/alpha/openid4vci/credential", text, "application/jwt");
        request.fields.set("Authorization", "Bearer " + token);
        return app.call(std::move(request));
    };
    const auto sealed =
        vc::oid4vci::encrypt_request(body(), metadata->request_encryption->jwks, "A256GCM", crypto::system_random());
    ASSERT_TRUE(sealed);
    const auto response = send(*sealed);
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.fields.find("Content-Type"), "application/jwt");
    const auto opened = vc::oid4vci::decrypt_message(response.body, **agreement, "ECDH-ES");
    ASSERT_TRUE(opened);
    EXPECT_TRUE(vc::oid4vci::parse_credential_response(*opened));
    // Section 12.2.4: without zip_values_supported nothing is compressed.
    const auto told = body_of(app.get("/issuers/alpha/.well-known/openid-credential-issuer"));
    EXPECT_EQ(json::find(told.at("credential_request_encryption"), "zip_values_supported"), nullptr);
    const auto clear = text::base64url_decode(sealed->substr(0, sealed->find('.')));
    auto header = json::parse(as_text(*clear))->as_object();
    header["zip"] = "DEF";
    EXPECT_EQ(issuer.outcome(
                  send(text::base64url_encode(as_bytes(json::serialize(header))) + sealed->substr(sealed->find('.')))),
              "400 invalid_encryption_parameters");
    auto packed = body();
    packed["credential_response_encryption"].as_object()["zip"] = "DEF";
    EXPECT_EQ(issuer.outcome(send(*vc::oid4vci::encrypt_request(packed, metadata->request_encryption->jwks, "A256GCM",
                                                                crypto::system_random()))),
              "400 invalid_encryption_parameters");
    auto spoiled = *sealed;
    spoiled.back() = spoiled.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(issuer.outcome(send(spoiled)), "400 invalid_encryption_parameters");
}

TEST_F(Oid4vci, OA18_WhatWaitsForApprovalComesLater) {
    const auto offer = issuer.offer(R"(,"needsApproval":true)");
    const auto token = issuer.token(offer);
    const auto key = new_wallet_key();
    const auto later = issuer.take(token, "ldp_vc", *key);
    ASSERT_EQ(later.status, 202) << later.body;
    const json::Object asked{{"transaction_id", text_at(body_of(later), "transaction_id")}};
    EXPECT_EQ(body_of(later).at("interval"), 5);
    EXPECT_EQ(issuer.state(offer), "waiting");
    const auto still = issuer.post("deferred", asked, token);
    EXPECT_EQ(still.status, 202) << still.body;
    EXPECT_EQ(body_of(still), body_of(later)) << "with the same transaction_id";
    // OA18: asked too often, by somebody else, after it was delivered.
    const auto hasty = issuer.post("deferred", asked, token);
    EXPECT_EQ(hasty.status, 429);
    EXPECT_EQ(hasty.fields.find("Retry-After"), "5");
    const auto other = issuer.token(issuer.offer());
    EXPECT_EQ(issuer.outcome(issuer.post("deferred", asked, other)), "400 invalid_transaction_id");
    EXPECT_EQ(issuer.outcome(issuer.post("deferred", json::Object{{"transaction_id", "guess"}}, token)),
              "400 invalid_transaction_id");
    const auto place = "/issuers/alpha/credential-offers/" + text_at(offer, "id");
    EXPECT_EQ(app.post(place + "/approve", "").status, 200);
    EXPECT_EQ(app.post(place + "/approve", "").status, 409);
    const auto got = issuer.post("deferred", asked, token);
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_TRUE(vc::oid4vci::parse_credential_response(body_of(got)));
    EXPECT_EQ(issuer.outcome(issuer.post("deferred", asked, token)), "400 invalid_transaction_id");
    EXPECT_EQ(issuer.state(offer), "issued");

    const auto denied = issuer.offer(R"(,"needsApproval":true)");
    const auto second = issuer.token(denied);
    const auto waits = body_of(issuer.take(second, "ldp_vc", *key));
    EXPECT_EQ(app.post("/issuers/alpha/credential-offers/" + text_at(denied, "id") + "/deny", "").status, 200);
    EXPECT_EQ(issuer.outcome(
                  issuer.post("deferred", json::Object{{"transaction_id", text_at(waits, "transaction_id")}}, second)),
              "400 credential_request_denied");
}

TEST_F(Oid4vci, OA19_NotificationsAreHeardAndToldNothing) {
    const auto offer = issuer.offer();
    const auto token = issuer.token(offer);
    const auto taken = body_of(issuer.take(token, "ldp_vc", *new_wallet_key()));
    const auto id = text_at(taken, "notification_id");
    const auto tell = [&](const std::string& which, const char* event, const std::string& by) {
        return issuer.post("notification", json::Object{{"notification_id", which}, {"event", event}}, by);
    };
    EXPECT_EQ(tell(id, "credential_accepted", token).status, 204);
    EXPECT_EQ(issuer.state(offer), "accepted");
    EXPECT_EQ(tell(id, "credential_accepted", token).status, 204) << "again";
    EXPECT_EQ(issuer.outcome(tell("guess", "credential_accepted", token)), "400 invalid_notification_id");
    EXPECT_EQ(issuer.outcome(tell(id, "lost", token)), "400 invalid_notification_request");
    const auto other = issuer.token(issuer.offer());
    EXPECT_EQ(issuer.outcome(tell(id, "credential_failure", other)), "400 invalid_notification_id");
    EXPECT_EQ(tell(id, "credential_accepted", "").status, 401);
    EXPECT_EQ(issuer.state(offer), "accepted");
    EXPECT_EQ(tell(id, "credential_deleted", token).status, 204);
    EXPECT_EQ(issuer.state(offer), "failed");
}

}  // namespace
}  // namespace blason
