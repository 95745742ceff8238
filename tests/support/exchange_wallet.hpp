// A wallet outside of the installation under test: a key, and presentations made with it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "did/did_key.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/environment.hpp"
#include "vc/issue.hpp"
#include "vc/vcalm/message.hpp"

namespace blason::test {

class ExchangeWallet {
  public:
    ExchangeWallet() {
        auto key = crypto::generate_key(crypto::KeyType::Ed25519, crypto::system_random());
        EXPECT_TRUE(key);
        if (!key) return;
        did_ = did::did_key(key->public_key);
        auto signer = crypto::make_signer(std::move(*key));
        EXPECT_TRUE(signer);
        if (signer) signer_ = std::move(*signer);
    }

    [[nodiscard]] const std::string& did() const { return did_; }

    struct Signing {
        std::string challenge;
        std::string domain = "http://127.0.0.1:8080";
        std::string suite = "eddsa-rdfc-2022";
        std::vector<json::Value> credentials = {};
        std::string holder = {};  ///< another than the key's
    };
    /// A signed presentation; without credentials it is an authentication.
    [[nodiscard]] json::Value presentation(const Signing& signing) const {
        vc::PresentOptions options;
        options.created = {1'800'000'000, 0};  // the clock of TestApp
        options.challenge = signing.challenge;
        if (!signing.domain.empty()) options.domain = signing.domain;
        options.cryptosuite = signing.suite;
        json::Object unsigned_one = vc::vcalm::unsigned_presentation(signing.credentials).get_object();
        if (signing.credentials.empty()) unsigned_one.erase("verifiableCredential");
        unsigned_one["holder"] = json::key(signing.holder.empty() ? did_ : signing.holder);
        options.holder = signing.holder.empty() ? did_ : signing.holder;
        // Somebody who claims to be another still signs with the key they have.
        if (!signing.holder.empty()) options.verification_method = did::did_key_method(signer_->public_key());
        TestEnvironment environment;
        auto made = vc::prove_presentation(std::move(unsigned_one), *signer_, options, environment.get());
        EXPECT_TRUE(made) << made.error().code << made.error().pointer;
        return made ? std::move(made->document) : json::Value();
    }
    /// The message that carries it.
    [[nodiscard]] std::string message(const Signing& signing) const {
        return json::serialize(json::Object{{"verifiablePresentation", presentation(signing)}});
    }

  private:
    std::string did_;
    std::unique_ptr<crypto::Signer> signer_;
};

}  // namespace blason::test
