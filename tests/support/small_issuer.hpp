// A credential issuer with its authorization server, small enough to be made wrong on purpose: what a wallet's
// HttpClient reaches. It signs real badges.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "did/did_key.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/jose/dpop.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/net/http_client.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/environment.hpp"
#include "vc/issue.hpp"
#include "vc/oid4vci/proof.hpp"
#include "vc/oid4vci/response.hpp"
#include "vc/verify.hpp"
#include "wallet-server/service/badge_host/address.hpp"

namespace blason::test {

inline constexpr const char* kIssuerUrl = "https://issuer.example/tenant";
inline constexpr const char* kServerUrl = "https://as.example";

class SmallIssuer {
  public:
    // How it behaves; each can be changed by a test.
    bool metadata_behind_path = false;  ///< as issuers up to draft 15
    bool draft13 = false;               ///< nonce with the token, `format` in the request
    bool with_dpop = false;
    bool with_par = true;
    bool encrypts = false;
    std::string tx_code;  ///< wanted; empty: none
    std::string credential_issuer = kIssuerUrl;
    std::string server_issuer = kServerUrl;
    std::string proof_type = "jwt";
    std::string format = "ldp_vc";
    json::Array proof_algorithms{"ES256", "EdDSA"};
    int later = 0;                                       ///< how often a wallet has to ask again
    int stale_nonces = 0;                                ///< how many nonces are refused
    std::string refresh_token;                           ///< given with tokens, and good once; empty: none
    bool token_has_ended = false;                        ///< until it is refreshed
    int refreshing_fails_with = 0;                       ///< a status; 0: it does not
    std::function<void(json::Value&)> spoil_claims;      ///< before signing
    std::function<void(std::string&)> spoil_text;        ///< after signing
    std::string subject;                                 ///< whom it is about instead of who asked
    std::vector<std::string> configurations{"weaving"};  ///< all of them offered, and the same
    json::Value interval = 5;                            ///< of what comes later
    std::function<void(json::Object&)> spoil_metadata;   ///< what the issuer says of itself
    std::vector<int> lost_answers;                       ///< which credential requests are answered with 503, from 1

    // What it saw.
    std::vector<std::string> requests;  ///< "POST https://..."
    std::vector<json::Value> notifications;
    std::map<std::string, std::string> last_form;  ///< of the authorization or token request
    std::vector<std::string> holders;              ///< did:key of each proof
    json::Value last_request;                      ///< of the credential endpoint
    int credential_requests = 0;
    Instant now{1'800'000'000, 0};

    [[nodiscard]] std::string offer(bool by_code = true) const {
        json::Object grants;
        if (by_code) {
            json::Object grant{{"pre-authorized_code", "test-code"}};
            if (!tx_code.empty()) grant["tx_code"] = json::Object{{"length", tx_code.size()}};
            grants["urn:ietf:params:oauth:grant-type:pre-authorized_code"] = std::move(grant);
        } else {
            grants["authorization_code"] = json::Object{{"issuer_state", "offer-1"}};
        }
        json::Object offer{{"credential_issuer", kIssuerUrl},
                           {"credential_configuration_ids", json::Array(configurations.begin(), configurations.end())},
                           {"grants", std::move(grants)}};
        return "openid-credential-offer://?" +
               service::badge_host::form_encoded({{"credential_offer", json::serialize(offer)}});
    }
    [[nodiscard]] static std::string offer_by_reference() {
        return "openid-credential-offer://?" +
               service::badge_host::form_encoded({{"credential_offer_uri", "https://issuer.example/offers/1"}});
    }

    Result<net::FetchReply> fetch(const net::FetchRequest& request) {
        requests.push_back(request.method + " " + request.url);
        const std::string inserted = "https://issuer.example/.well-known/openid-credential-issuer/tenant";
        const std::string appended = std::string(kIssuerUrl) + "/.well-known/openid-credential-issuer";
        if (request.url == (metadata_behind_path ? appended : inserted)) return json_reply(200, metadata());
        if (request.url == std::string(kServerUrl) + "/.well-known/oauth-authorization-server")
            return json_reply(200, server_metadata());
        if (request.url == "https://issuer.example/offers/1") {
            const auto link = offer();
            return text_reply(200,
                              *service::badge_host::parameter(link.substr(link.find('?') + 1), "credential_offer"));
        }
        if (request.url == std::string(kServerUrl) + "/par") return par(request);
        if (request.url == std::string(kServerUrl) + "/token") return token(request);
        if (request.url == std::string(kIssuerUrl) + "/nonce") return json_reply(200, {{"c_nonce", json::key(nonce_)}});
        if (request.url == std::string(kIssuerUrl) + "/credential") return credential(request);
        if (request.url == std::string(kIssuerUrl) + "/deferred") return deferred(request);
        if (request.url == std::string(kIssuerUrl) + "/notify") {
            notifications.push_back(*json::parse(request.body));
            return text_reply(204, "");
        }
        return text_reply(404, "");
    }

    /// What the wallet's HttpClient is made of.
    class Client : public net::HttpClient {
      public:
        explicit Client(SmallIssuer& issuer) : issuer_(issuer) {}
        Result<net::FetchReply> fetch(const net::FetchRequest& request) override { return issuer_.fetch(request); }

      private:
        SmallIssuer& issuer_;
    };

    [[nodiscard]] json::Object metadata() const {
        const std::string base = kIssuerUrl;
        json::Object configuration{
            {"format", json::key(format)},
            {"scope", "weaving_scope"},
            {"cryptographic_binding_methods_supported", json::Array{"did:key", "jwk"}},
            {"proof_types_supported",
             json::Object{{json::key(proof_type),
                           json::Object{{"proof_signing_alg_values_supported",
                                         proof_type == "jwt" ? proof_algorithms : json::Array{"eddsa-rdfc-2022"}}}}}},
            {"credential_definition",
             json::Object{{"@context", json::Array{"https://www.w3.org/ns/credentials/v2"}},
                          {"type", json::Array{"VerifiableCredential", "OpenBadgeCredential"}}}}};
        json::Object described;
        for (const auto& id : configurations) described[json::key(id)] = configuration;
        json::Object out{{"credential_issuer", json::key(credential_issuer)},
                         {"authorization_servers", json::Array{kServerUrl}},
                         {"credential_endpoint", json::key(base + "/credential")},
                         {"deferred_credential_endpoint", json::key(base + "/deferred")},
                         {"notification_endpoint", json::key(base + "/notify")},
                         {"batch_credential_issuance", json::Object{{"batch_size", 3}}},
                         {"credential_configurations_supported", std::move(described)}};
        if (!draft13) out["nonce_endpoint"] = json::key(base + "/nonce");
        if (encrypts)
            out["credential_response_encryption"] = json::Object{{"alg_values_supported", json::Array{"ECDH-ES"}},
                                                                 {"enc_values_supported", json::Array{"A256GCM"}},
                                                                 {"encryption_required", true}};
        if (encrypts) {
            auto jwk = encryption_key_->public_key().jwk();
            jwk["kid"] = "test-key";
            jwk["alg"] = "ECDH-ES";
            jwk["use"] = "enc";
            out["credential_request_encryption"] =
                json::Object{{"jwks", json::Object{{"keys", json::Array{std::move(jwk)}}}},
                             {"enc_values_supported", json::Array{"A256GCM"}},
                             {"encryption_required", true}};
        }
        if (spoil_metadata) spoil_metadata(out);
        return out;
    }

  private:
    static net::FetchReply text_reply(int status, std::string body, const char* type = "application/json") {
        return {status, type, {}, std::move(body)};
    }
    static net::FetchReply json_reply(int status, const json::Object& body) {
        return text_reply(status, json::serialize(body));
    }
    static std::string field(const net::FetchRequest& request, std::string_view name) {
        for (const auto& [key, value] : request.headers)
            if (key == name) return value;
        return {};
    }
    [[nodiscard]] json::Object server_metadata() const {
        const std::string base = kServerUrl;
        json::Object out{{"issuer", json::key(server_issuer)},
                         {"token_endpoint", json::key(base + "/token")},
                         {"authorization_endpoint", json::key(base + "/authorize")},
                         {"authorization_response_iss_parameter_supported", true},
                         {"authorization_details_types_supported", json::Array{"openid_credential"}}};
        if (with_dpop) out["dpop_signing_alg_values_supported"] = json::Array{"ES256"};
        if (with_par) out["pushed_authorization_request_endpoint"] = json::key(base + "/par");
        return out;
    }
    void remember_form(const net::FetchRequest& request) {
        last_form.clear();
        std::string_view rest = request.body;
        while (!rest.empty()) {
            const auto pair = rest.substr(0, rest.find('&'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            const std::string name(pair.substr(0, pair.find('=')));
            last_form[name] = service::badge_host::parameter(request.body, name).value_or("");
        }
    }
    /// Nothing, or the refusal of a request without the proof and nonce it needs.
    std::optional<net::FetchReply> check_dpop(const net::FetchRequest& request, std::string_view token) {
        if (!with_dpop) return std::nullopt;
        const auto checked = jose::check_dpop(field(request, "DPoP"), {request.method, request.url, token}, now);
        if (checked && checked->nonce == "server-nonce") return std::nullopt;
        net::FetchReply reply = json_reply(token.empty() ? 400 : 401, {{"error", "use_dpop_nonce"}});
        reply.headers = {{"dpop-nonce", "server-nonce"}, {"www-authenticate", "DPoP error=\"use_dpop_nonce\""}};
        return reply;
    }
    net::FetchReply par(const net::FetchRequest& request) {
        remember_form(request);
        if (auto refusal = check_dpop(request, "")) return *refusal;
        return json_reply(201, {{"request_uri", "urn:test:request"}, {"expires_in", 60}});
    }
    net::FetchReply token(const net::FetchRequest& request) {
        const auto challenge = last_form["code_challenge"];
        remember_form(request);
        if (auto refusal = check_dpop(request, "")) return *refusal;
        if (last_form["grant_type"] == "refresh_token") return refreshed();
        const bool by_code = last_form["grant_type"] != "authorization_code";
        const bool good = by_code ? last_form["pre-authorized_code"] == "test-code" && last_form["tx_code"] == tx_code
                                  : last_form["code"] == "test-code";
        if (!good) return json_reply(400, {{"error", "invalid_grant"}, {"error_description", "No \"such\" code."}});
        json::Object body{{"access_token", "test-token"}, {"token_type", with_dpop ? "DPoP" : "Bearer"}};
        if (draft13) body["c_nonce"] = json::key(nonce_);
        if (!refresh_token.empty()) body["refresh_token"] = json::key(refresh_token);
        if (!by_code)
            body["authorization_details"] =
                json::Array{json::Object{{"type", "openid_credential"},
                                         {"credential_configuration_id", "weaving"},
                                         {"credential_identifiers", json::Array{"weaving-1"}}}};
        return json_reply(200, body);
    }
    net::FetchReply refreshed() {
        if (refreshing_fails_with != 0) return json_reply(refreshing_fails_with, {{"error", "invalid_grant"}});
        if (refresh_token.empty() || last_form["refresh_token"] != refresh_token)
            return json_reply(400, {{"error", "invalid_grant"}});
        token_has_ended = false;
        refresh_token += "+";
        return json_reply(200, {{"access_token", "test-token"},
                                {"token_type", with_dpop ? "DPoP" : "Bearer"},
                                {"refresh_token", json::key(refresh_token)}});
    }
    net::FetchReply credential(const net::FetchRequest& request) {
        const std::string scheme = with_dpop ? "DPoP test-token" : "Bearer test-token";
        if (field(request, "Authorization") != scheme) return json_reply(401, {{"error", "invalid_token"}});
        if (auto refusal = check_dpop(request, "test-token")) return *refusal;
        auto body = encrypts ? vc::oid4vci::decrypt_message(request.body, *encryption_key_, "ECDH-ES")
                             : json::parse(request.body);
        EXPECT_TRUE(body);
        last_request = *body;
        const auto parsed = vc::oid4vci::parse_credential_request(*body);
        EXPECT_TRUE(parsed) << json::serialize(*body);
        encryption_ = parsed->encryption;
        if (stale_nonces > 0) {
            --stale_nonces;
            nonce_ += "x";
            json::Object refusal{{"error", draft13 ? "invalid_proof" : "invalid_nonce"}};
            if (draft13) refusal["c_nonce"] = json::key(nonce_);
            return json_reply(400, refusal);
        }
        holders.clear();
        for (const auto& value : parsed->proofs->values) holders.push_back(holder_of(value));
        if (std::find(lost_answers.begin(), lost_answers.end(), ++credential_requests) != lost_answers.end())
            return json_reply(503, {});
        if (later > 0) return json_reply(202, {{"transaction_id", "later-1"}, {"interval", interval}});
        return deliver();
    }
    net::FetchReply deferred(const net::FetchRequest& request) {
        if (token_has_ended) return json_reply(401, {{"error", "invalid_token"}});
        auto body = encrypts ? vc::oid4vci::decrypt_message(request.body, *encryption_key_, "ECDH-ES")
                             : json::parse(request.body);
        const auto parsed = vc::oid4vci::parse_deferred_request(*body);
        EXPECT_TRUE(parsed && parsed->transaction == "later-1");
        encryption_ = parsed->encryption;
        if (--later > 0) return json_reply(202, {{"transaction_id", "later-1"}, {"interval", 5}});
        return deliver();
    }
    /// Whose key a proof shows; what is wrong with it is a failure of the test.
    std::string holder_of(const json::Value& value) {
        if (proof_type == "di_vp") {
            vc::VerifyOptions options;
            options.now = now;
            options.challenge = nonce_;
            options.domain = kIssuerUrl;
            const auto report = vc::verify(value, options, environment_.get());
            EXPECT_TRUE(report && report->verdict() == vc::Verdict::Valid);
            return std::string(json::view(*json::find(value, "holder")));
        }
        const auto proof = vc::oid4vci::read_jwt_proof(json::view(value));
        EXPECT_TRUE(proof);
        EXPECT_EQ(proof->nonce, nonce_);
        EXPECT_EQ(proof->issuer, last_form["client_id"]);
        auto key = proof->jwk;
        if (!key) {
            const auto did = proof->kid.substr(0, proof->kid.find('#'));
            key = jose::Jwk{
                *crypto::PublicKey::from_multikey(did.substr(std::string("did:key:").size())), {}, {}, {}, {}};
        }
        const auto checked = vc::oid4vci::check_jwt_proof(*proof, *key, {kIssuerUrl, proof->issuer, now});
        EXPECT_TRUE(checked) << checked.error().detail;
        return did::did_key(key->key);
    }
    net::FetchReply deliver() {
        json::Array credentials;
        for (const auto& holder : holders) {
            auto made = badge(subject.empty() ? holder : subject);
            auto parsed = json::parse(made);
            credentials.push_back(json::Object{{"credential", parsed ? *parsed : json::Value(json::key(made))}});
        }
        json::Object body{{"notification_id", "note-1"}};
        if (draft13)
            body["credential"] = credentials.at(0).at("credential");
        else
            body["credentials"] = std::move(credentials);
        if (!encryption_) return json_reply(200, body);
        auto sealed = vc::oid4vci::encrypt_response(body, *encryption_, crypto::system_random());
        EXPECT_TRUE(sealed);
        return text_reply(200, *sealed, "application/jwt");
    }
    std::string badge(const std::string& holder) {
        auto credential = *json::parse(R"({
          "@context": ["https://www.w3.org/ns/credentials/v2",
                       "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
          "id": "urn:uuid:00000000-0000-4000-8000-00000000000)" +
                                       std::to_string(++made_) + R"(",
          "type": ["VerifiableCredential", "OpenBadgeCredential"],
          "name": "Weaving",
          "validFrom": "2027-01-01T00:00:00Z",
          "issuer": {"type": ["Profile"], "name": "Small issuer"},
          "credentialSubject": {
            "id": ")" + holder + R"(",
            "type": ["AchievementSubject"],
            "achievement": {"id": "https://issuer.example/achievements/weaving", "type": ["Achievement"],
                            "name": "Weaving", "description": "Weaves.", "criteria": {"narrative": "Weave."}}}})");
        if (spoil_claims) spoil_claims(credential);
        vc::IssueOptions options;
        options.created = now;
        options.set_issuer = true;
        if (format == "jwt_vc_json") options.format = vc::Format::Jwt;
        if (format == "vc+sd-jwt") options.format = vc::Format::SdJwt;
        auto issued = vc::issue(std::move(credential), *signer_, options, environment_.get());
        EXPECT_TRUE(issued) << issued.error().detail << issued.error().pointer;
        auto out = issued->text;
        if (spoil_text) spoil_text(out);
        return out;
    }

    TestEnvironment environment_;
    std::unique_ptr<crypto::Signer> signer_ =
        *crypto::make_signer(*crypto::generate_key(crypto::KeyType::Ed25519, crypto::system_random()));
    std::unique_ptr<crypto::KeyAgreement> encryption_key_ =
        *crypto::make_key_agreement(*crypto::generate_key(crypto::KeyType::P256, crypto::system_random()));
    std::optional<vc::oid4vci::ResponseEncryption> encryption_;
    std::string nonce_ = "test-nonce";
    int made_ = 0;
};

}  // namespace blason::test
