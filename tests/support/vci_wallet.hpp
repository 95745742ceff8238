// A wallet that takes credential offers from an installation under test, over HTTP as far as handlers see it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/crypto/private_key.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/achievements.hpp"
#include "tests/support/browser.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/offer.hpp"
#include "vc/oid4vci/proof.hpp"
#include "vc/oid4vci/request.hpp"

namespace blason::test {

inline std::unique_ptr<crypto::Signer> new_wallet_key(crypto::KeyType type = crypto::KeyType::P256) {
    auto key = crypto::generate_key(type, crypto::system_random());
    return std::move(*crypto::make_signer(std::move(*key)));
}

/// An issuer "alpha" with an achievement "reader", and wallets that knock.
class VciIssuer {
  public:
    explicit VciIssuer(TestApp& installation) : app(installation) {
        EXPECT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        auto reader = test::reader();
        reader.texts["fr"] = {"Lectrice", "Lit des livres.", "Lire dix livres."};
        add(app.services().issuers, reader);
    }

    [[nodiscard]] std::string identifier() const { return app.services().urls.issuer("alpha"); }
    /// The answer to an order for an offer; `more`: further members, with a comma in front.
    http::Response order(const std::string& more = {}) {
        return app.post("/issuers/alpha/credential-offers", R"({"achievement":"reader")" + more + "}");
    }
    json::Value offer(const std::string& more = {}) {
        const auto made = order(more);
        EXPECT_EQ(made.status, 201) << made.body;
        return body_of(made);
    }
    static std::string code_of(const json::Value& offer) {
        const auto read = vc::oid4vci::parse_offer(offer.at("offer"));
        EXPECT_TRUE(read && read->pre_authorized);
        return read && read->pre_authorized ? read->pre_authorized->code : std::string();
    }

    http::Response form(const std::string& path, const Form& form) {
        return app.call(request_with("POST", path, encoded(form), "application/x-www-form-urlencoded"));
    }
    http::Response token_for(const std::string& code, const std::string& tx_code = {}) {
        Form fields{{"grant_type", vc::oid4vci::kPreAuthorizedCode}, {"pre-authorized_code", code}};
        if (!tx_code.empty()) fields.emplace_back("tx_code", tx_code);
        return form("/oauth/token", fields);
    }
    /// The access token of an offer without transaction code.
    std::string token(const json::Value& offer) {
        const auto answer = token_for(code_of(offer), text_at(offer, "txCode"));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return text_at(body_of(answer), "access_token");
    }
    std::string nonce() {
        const auto answer = app.post("/issuers/alpha/openid4vci/nonce", "");
        EXPECT_EQ(answer.status, 200);
        return text_at(body_of(answer), "c_nonce");
    }
    std::string proof(const crypto::Signer& key, const std::string& nonce, const std::string& audience = {}) {
        const Instant now = app.services().clock();
        auto made = vc::oid4vci::make_jwt_proof(key, {audience.empty() ? identifier() : audience, nonce, {}, {}, now});
        EXPECT_TRUE(made);
        return *made;
    }
    http::Response post(const std::string& endpoint, const json::Value& body, const std::string& token) {
        return app.post("/issuers/alpha/openid4vci/" + endpoint, json::serialize(body), token);
    }
    http::Response ask(const std::string& token, const std::string& configuration,
                       const std::vector<std::string>& proofs) {
        json::Array values;
        for (const auto& one : proofs) values.emplace_back(one);
        return post("credential",
                    json::Object{{"credential_configuration_id", configuration},
                                 {"proofs", json::Object{{"jwt", std::move(values)}}}},
                    token);
    }
    /// A credential of an offer, with a key of its own.
    http::Response take(const std::string& token, const std::string& format, const crypto::Signer& key) {
        return ask(token, "reader." + format, {proof(key, nonce())});
    }
    std::string state(const json::Value& offer) {
        return text_at(body_of(app.get("/issuers/alpha/credential-offers/" + text_at(offer, "id"))), "state");
    }
    /// "STATUS CODE" of an answer.
    static std::string outcome(const http::Response& response) {
        return std::to_string(response.status) + " " + text_at(body_of(response), "error");
    }

    TestApp& app;
};

}  // namespace blason::test
