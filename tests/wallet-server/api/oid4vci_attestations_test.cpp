// Key attestations (OpenID4VCI 1.0 appendices D and F): who makes wallets vouches for their keys.
#include <gtest/gtest.h>

#include "did/did_jwk.hpp"
#include "tests/support/dpop_client.hpp"
#include "tests/support/vci_wallet.hpp"
#include "vc/oid4vci/response.hpp"

namespace blason {
namespace {

using test::body_of;
using test::new_wallet_key;
using test::text_at;

constexpr const char* kProvider = "https://provider.example";

class KeyAttestations : public testing::Test {
  protected:
    /// What the provider signs for some keys; a claim that is null is left out.
    std::string attestation(const std::vector<const crypto::Signer*>& keys, const json::Object& claims) {
        return attested_by(*provider_, keys, claims);
    }
    std::string attested_by(const crypto::Signer& maker, const std::vector<const crypto::Signer*>& keys,
                            const json::Object& claims) {
        const auto now = app_.services().clock().seconds;
        json::Object all{{"iss", kProvider}, {"iat", now}, {"exp", now + 600}};
        json::Array attested;
        for (const auto* key : keys) attested.emplace_back(key->public_key().jwk());
        all["attested_keys"] = std::move(attested);
        for (const auto& [name, value] : claims) all[name] = value;
        json::Object given;
        for (const auto& [name, value] : all)
            if (!value.is_null()) given[name] = value;
        return *jose::sign_jwt(maker, crypto::SignatureAlgorithm::Es256, vc::oid4vci::kKeyAttestation, "", given);
    }
    /// A credential asked for by a proof with an attestation in its header.
    http::Response ask(const crypto::Signer& key, const std::string& attested, const std::string& nonce) {
        const auto proof =
            vc::oid4vci::make_jwt_proof(key, {issuer_.identifier(), nonce, {}, {}, app_.services().clock(), attested});
        EXPECT_TRUE(proof);
        return issuer_.ask(issuer_.token(issuer_.offer()), "reader.dc+sd-jwt", {*proof});
    }
    static std::size_t credentials_in(const http::Response& response) {
        const auto read = vc::oid4vci::parse_credential_response(body_of(response));
        return read ? read->credentials.size() : 0;
    }

    std::unique_ptr<crypto::Signer> provider_ = test::new_key();
    test::TestApp app_{true, {}, {}, [this](config::Config& config) {
                           config.wallet_providers.emplace(kProvider,
                                                           *jose::JwkSet::from_json(test::key_set(*provider_)));
                       }};
    test::VciIssuer issuer_{app_};
    std::unique_ptr<crypto::Signer> key_ = new_wallet_key();
};

TEST_F(KeyAttestations, AreAnnouncedWhereTheyCount) {
    const auto metadata = vc::oid4vci::parse_issuer_metadata(
        body_of(app_.get("/.well-known/openid-credential-issuer/issuers/alpha")), issuer_.identifier());
    ASSERT_TRUE(metadata);
    const auto* type = metadata->configuration("reader.dc+sd-jwt")->proof_type("attestation");
    ASSERT_NE(type, nullptr);
    EXPECT_TRUE(type->attestation_required);
    EXPECT_FALSE(metadata->configuration("reader.dc+sd-jwt")->proof_type("jwt")->attestation_required);
}

TEST_F(KeyAttestations, AnAttestationInAProofHasANonceOfOurs) {
    const auto with = [&](const json::Value& nonce) {
        return issuer_.outcome(ask(*key_, attestation({key_.get()}, {{"nonce", nonce}}), issuer_.nonce()));
    };
    EXPECT_EQ(with(nullptr), "400 invalid_nonce");
    EXPECT_EQ(with("of-last-year"), "400 invalid_nonce");
    EXPECT_EQ(with(json::key(issuer_.nonce())), "200 ") << "of its own";
    const auto nonce = issuer_.nonce();
    const auto shared = attestation({key_.get()}, {{"nonce", json::key(nonce)}});
    EXPECT_EQ(issuer_.outcome(ask(*key_, shared, nonce)), "200 ") << "that of the proof";
    EXPECT_EQ(issuer_.outcome(ask(*key_, shared, issuer_.nonce())), "400 invalid_nonce") << "it counts once";
}

TEST_F(KeyAttestations, IssNeedNotBeThere) {
    const auto with = [&](const crypto::Signer& maker, const json::Value& iss) {
        const auto nonce = issuer_.nonce();
        return issuer_.outcome(
            ask(*key_, attested_by(maker, {key_.get()}, {{"nonce", json::key(nonce)}, {"iss", iss}}), nonce));
    };
    EXPECT_EQ(with(*provider_, nullptr), "200 ");
    EXPECT_EQ(with(*provider_, "https://other.example"), "400 invalid_proof");
    EXPECT_EQ(with(*provider_, 5), "400 invalid_proof");
    EXPECT_EQ(with(*test::new_key(), nullptr), "400 invalid_proof") << "of nobody who is known";
    EXPECT_EQ(with(*test::new_key(), kProvider), "400 invalid_proof");
}

TEST_F(KeyAttestations, AProofThatIsAloneStandsForAllAttestedKeys) {
    const auto second = new_wallet_key();
    const auto third = new_wallet_key(crypto::KeyType::Ed25519);
    const auto nonce = issuer_.nonce();
    const auto of_three = attestation({second.get(), key_.get(), third.get()}, {{"nonce", json::key(nonce)}});
    const auto response = ask(*key_, of_three, nonce);
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(credentials_in(response), 3U);

    const auto other = issuer_.nonce();
    const auto without = attestation({second.get()}, {{"nonce", json::key(other)}});
    EXPECT_EQ(issuer_.outcome(ask(*key_, without, other)), "400 invalid_proof") << "it vouches for others";
}

TEST_F(KeyAttestations, AnAttestationIsAProofByItself) {
    const auto second = new_wallet_key();
    const auto with = [&](const json::Value& nonce) {
        const json::Array one{json::key(attestation({key_.get(), second.get()}, {{"nonce", nonce}}))};
        return issuer_.post("credential",
                            json::Object{{"credential_configuration_id", "reader.dc+sd-jwt"},
                                         {"proofs", json::Object{{"attestation", one}}}},
                            issuer_.token(issuer_.offer()));
    };
    EXPECT_EQ(credentials_in(with(json::key(issuer_.nonce()))), 2U);
    EXPECT_EQ(issuer_.outcome(with(nullptr)), "400 invalid_nonce");
}

}  // namespace
}  // namespace blason
