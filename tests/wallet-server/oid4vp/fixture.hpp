// A verifier (an installation), and a wallet outside of it that reaches it without a network.
#pragma once

#include <gtest/gtest.h>

#include <mutex>

#include "did/did_key.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/test_app.hpp"
#include "vc/issue.hpp"
#include "wallet-server/service/oid4vp/wallet_side.hpp"

namespace blason::test {

constexpr std::string_view kBase = "http://127.0.0.1:8080";

/// Brings requests for the installation's address to it, all others elsewhere, and remembers what was posted.
class LoopClient : public net::HttpClient {
  public:
    /// `elsewhere`: points to nothing where nobody else is there.
    LoopClient(TestApp*& app, net::HttpClient*& elsewhere) : app_(app), elsewhere_(elsewhere) {}

    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        if (request.method == "POST") {
            const std::lock_guard lock(mutex_);
            posts.push_back({request.url, request.body});
        }
        if (!request.url.starts_with(kBase)) {
            if (elsewhere_ != nullptr) return elsewhere_->fetch(request);
            return unavailable("fetch-offline", "There is nothing at " + request.url);
        }
        auto inner = request_of(request.method, request.url.substr(kBase.size()));
        inner.body = request.body;
        if (!request.content_type.empty()) inner.fields.set("Content-Type", request.content_type);
        const auto response = app_->call(std::move(inner));
        net::FetchReply reply;
        reply.status = response.status;
        reply.body = response.body;
        reply.content_type = std::string(response.fields.find("Content-Type").value_or(""));
        return reply;
    }

    struct Post {
        std::string url;
        std::string body;
    };
    std::vector<Post> posts;

  private:
    TestApp*& app_;
    net::HttpClient*& elsewhere_;
    std::mutex mutex_;
};

inline std::unique_ptr<crypto::Signer> signer_of(crypto::KeyType type, std::uint8_t seed) {
    return *crypto::make_signer(*crypto::private_key_from_bytes(type, Bytes(crypto::info(type).secret_size, seed)));
}

class Oid4vpTest : public testing::Test {
  protected:
    using Json = json::Value;

    void SetUp() override {
        pointer_ = &app_;
        const auto made = app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        ASSERT_TRUE(made) << made.error().detail;
        issuer_ = *made;
    }

    /// A badge with the e-mail address of its recipient in clear.
    [[nodiscard]] json::Object badge(const std::string& subject, const std::string& name = "Reader") const {
        return json::parse(R"({
          "@context": ["https://www.w3.org/ns/credentials/v2",
                       "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
          "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
          "type": ["VerifiableCredential", "OpenBadgeCredential"],
          "name": ")" + name +
                           R"(",
          "issuer": {"id": ")" +
                           did::did_key(authority_->public_key()) + R"(", "type": ["Profile"], "name": "A school"},
          "validFrom": "2026-01-01T00:00:00Z",
          "credentialSubject": {
            "id": ")" + subject +
                           R"(",
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": false, "identityHash": "learner@example.org",
                            "identityType": "emailAddress"}],
            "achievement": {
              "id": "https://alpha.example/achievements/reader",
              "type": ["Achievement"],
              "name": ")" + name +
                           R"(",
              "description": "Reads books.",
              "tag": ["reading"],
              "criteria": {"narrative": "Read ten books."}
            }
          }
        })")
            ->as_object();
    }
    /// Signed by an authority that is no part of the installation. `suite`: empty with a token.
    [[nodiscard]] std::string issued(json::Object credential, vc::Format format,
                                     const std::string& suite = "ecdsa-rdfc-2019") {
        vc::IssueOptions options;
        options.format = format;
        options.cryptosuite = suite;
        options.created = now();
        auto made = vc::issue(std::move(credential), *authority_, options, environment_.get());
        EXPECT_TRUE(made) << made.error().detail << " " << made.error().pointer;
        return made ? made->text : std::string();
    }
    [[nodiscard]] std::string sd_jwt_vc() {
        auto payload = json::parse(R"({"iss": "x", "vct": "https://alpha.example/vct/reader",
            "name": "Reader", "email": "learner@example.org"})")
                           ->as_object();
        payload["iss"] = json::key(did::did_key(authority_->public_key()));
        vc::IssueOptions options;
        options.format = vc::Format::SdJwt;
        options.created = now();
        options.sd_jwt.holder_key = holder_->public_key();
        auto made = vc::issue(std::move(payload), *authority_, options, environment_.get());
        EXPECT_TRUE(made) << made.error().detail << " " << made.error().pointer;
        return made ? made->text : std::string();
    }

    /// The answer of POST /presentations/requests.
    Json ask(const std::string& body) {
        const auto response = app_.post("/presentations/requests", body);
        EXPECT_EQ(response.status, 201) << response.body;
        return body_of(response);
    }
    Json result_of(const Json& asked) { return body_of(app_.get("/presentations/requests/" + text_at(asked, "id"))); }
    [[nodiscard]] Instant now() { return app_.services().clock(); }
    [[nodiscard]] std::string holder_did() const { return did::did_key(holder_->public_key()); }

    service::oid4vp::WalletSide side() { return {client_, environment_.get(), trust_, now(), crypto::system_random()}; }
    Result<service::oid4vp::Consent> considered(const std::string& link, const std::vector<std::string>& credentials,
                                                const vc::oid4vp::WishRules& rules = {}) {
        auto known = service::oid4vp::fetch_request(link, side());
        if (!known) return std::move(known).error();
        std::vector<service::oid4vp::WalletCredential> wallet;
        for (const auto& text : credentials) wallet.push_back({"c" + std::to_string(wallet.size()), text});
        return service::oid4vp::consider(std::move(*known), std::move(wallet), service::OneKey(*holder_), rules,
                                         side());
    }
    /// The first that can answer, sent; the error of whatever went wrong.
    Result<service::oid4vp::Sent> presented(const std::string& link, const std::vector<std::string>& credentials) {
        const auto consent = considered(link, credentials);
        if (!consent) return consent.error();
        auto answer = answer_of(*consent);
        if (!answer) return std::move(answer).error();
        return service::oid4vp::send_presentations(*consent, std::move(*answer), side());
    }
    Result<json::Object> answer_of(const service::oid4vp::Consent& consent) {
        const auto choice = service::oid4vp::first_choice(consent);
        if (!choice) return choice.error();
        return service::oid4vp::make_answer(consent, *choice, service::OneKey(*holder_), side());
    }
    /// The token of that answer, of version 1.0.
    Result<json::Object> token_of(const service::oid4vp::Consent& consent) {
        auto answer = answer_of(consent);
        if (!answer) return answer;
        return answer->at("vp_token").as_object();
    }
    http::Response post_form(const std::string& url, const std::string& body) {
        return app_.call(request_with("POST", url.substr(kBase.size()), body, "application/x-www-form-urlencoded"));
    }

    TestApp* pointer_ = nullptr;  ///< before the installation, whose own wallets reach it too
    net::HttpClient* elsewhere_ = nullptr;
    TestApp app_{true, {}, [this] { return std::make_unique<LoopClient>(pointer_, elsewhere_); }};
    LoopClient client_{pointer_, elsewhere_};
    TestEnvironment environment_;
    vc::oid4vp::Trust trust_;
    service::Issuer issuer_;
    std::unique_ptr<crypto::Signer> authority_ = signer_of(crypto::KeyType::P256, 11);
    std::unique_ptr<crypto::Signer> holder_ = signer_of(crypto::KeyType::Ed25519, 12);
};

}  // namespace blason::test
