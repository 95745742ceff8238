// What a verifier may ask, and what wallets are told of it.
#include "engine/crypto/hash.hpp"
#include "engine/crypto/signature_algorithm.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/percent.hpp"
#include "tests/support/achievements.hpp"
#include "tests/wallet-server/oid4vp/fixture.hpp"
#include "vc/oid4vp/link.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kBase;
using test::text_at;

class Asking : public test::Oid4vpTest {
  protected:
    /// "STATUS CODE POINTER" of the answer.
    std::string outcome(const std::string& body) {
        const auto response = app_.post("/presentations/requests", body);
        if (response.status == 201) return "201";
        return std::to_string(response.status) + " " + text_at(body_of(response), "code") + " " +
               text_at(body_of(response), "pointer");
    }
    /// The claims of the request object.
    Json object_of(const Json& asked) {
        const auto link = vc::oid4vp::read_link(text_at(asked, "requestUri"));
        EXPECT_TRUE(link);
        const auto object = app_.get(link->request_uri.substr(kBase.size()));
        const auto jws = jose::parse_compact(object.body);
        EXPECT_TRUE(jws);
        return *json::parse(as_text(jws->payload));
    }
    static std::string with(const std::string& format, const std::string& member, bool bound = true) {
        return R"({"dcqlQuery": {"credentials": [{"id": "a", "format": ")" + format + R"(", "meta": {)" +
               (format == "dc+sd-jwt" ? R"("vct_values": ["https://alpha.example/vct/reader"])" : "") +
               R"(}, "require_cryptographic_holder_binding": )" + (bound ? "true" : "false") + "}]}, " + member + "}";
    }
};

TEST_F(Asking, EveryAlgorithmThatIsVerifiedIsAnnounced) {
    const auto formats = object_of(ask(R"({"ask": {}})")).at("client_metadata").at("vp_formats_supported");
    const auto has = [](const Json& list, std::string_view name) {
        const auto& all = list.as_array();
        return std::find(all.begin(), all.end(), Json(json::key(name))) != all.end();
    };
    for (const auto& row : crypto::signature_algorithms()) {
        EXPECT_TRUE(has(formats.at("jwt_vc_json").at("alg_values"), row.name)) << row.name;
        for (const auto* format : {"dc+sd-jwt", "vc+sd-jwt"})
            for (const auto* values : {"sd-jwt_alg_values", "kb-jwt_alg_values"})
                EXPECT_TRUE(has(formats.at(format).at(values), row.name)) << format << row.name;
    }
    EXPECT_TRUE(has(formats.at("jwt_vc_json").at("alg_values"), "Ed25519"));
    EXPECT_TRUE(has(formats.at("ldp_vc").at("cryptosuite_values"), "ecdsa-sd-2023"));
    EXPECT_TRUE(has(formats.at("ldp_vc").at("proof_type_values"), "Ed25519Signature2020"));
}

TEST_F(Asking, AnAchievementMayBeNamedAsEverywhere) {
    test::add(app_.services().issuers, test::reader());
    const auto asks_for = [&](const std::string& what, const std::string& value) {
        return json::serialize(object_of(ask("{\"ask\": {" + what + "}}"))).find(value) != std::string::npos;
    };
    const auto address = app_.services().urls.achievement("alpha", "reader");
    EXPECT_TRUE(asks_for(R"("achievement": "reader")", "\"values\":[\"" + address + "\"]"));
    EXPECT_TRUE(asks_for("\"achievement\": \"" + address + "\"", address));
    EXPECT_TRUE(asks_for(R"("issuer": "alpha")", issuer_.id));
    EXPECT_EQ(outcome(R"({"ask": {"achievement": "writer"}})"), "404 achievement-not-found /ask/achievement");
    EXPECT_EQ(outcome(R"({"ask": {"issuer": "beta"}})"), "404 issuer-not-found /ask/issuer");
    EXPECT_EQ(outcome(R"({"ask": {"achievement": "https://elsewhere.example/reader"}})"), "201");
}

TEST_F(Asking, WhatNothingCanAnswerIsNotAsked) {
    const std::string pay = R"("type": "payment", "credential_ids": ["a"])";
    EXPECT_EQ(outcome(with("dc+sd-jwt", R"("transactionData": [{)" + pay + "}]")), "201");
    EXPECT_EQ(outcome(with("dc+sd-jwt", R"("transactionData": [])")), "400 value-unknown /transactionData");
    EXPECT_EQ(outcome(with("ldp_vc", R"("transactionData": [{)" + pay + "}]")),
              "400 invalid_transaction_data /transactionData/0/credential_ids");
    EXPECT_EQ(outcome(with("dc+sd-jwt", R"("transactionData": [{)" + pay + "}]", false)),
              "400 invalid_transaction_data /transactionData/0/credential_ids");
    EXPECT_EQ(outcome(with("dc+sd-jwt",
                           R"("transactionData": [{)" + pay + R"(, "transaction_data_hashes_alg": ["sha-999"]}])")),
              "400 invalid_transaction_data /transactionData/0/transaction_data_hashes_alg");
    EXPECT_EQ(outcome(with("dc+sd-jwt", R"("transactionData": [{"type": "payment", "credential_ids": ["b"]}])")),
              "400 invalid_transaction_data /transactionData/0/credential_ids");
}

TEST_F(Asking, AttestationsAboutTheVerifierHaveTheirForm) {
    const auto told = [&](const std::string& info) { return outcome(with("dc+sd-jwt", R"("verifierInfo": )" + info)); };
    EXPECT_EQ(told(R"([{"format": "jwt", "data": "ey.."}])"), "201");
    EXPECT_EQ(told(R"([{"format": "jwt", "data": {}, "credential_ids": ["a"]}])"), "201");
    EXPECT_EQ(told("[]"), "400 value-unknown /verifierInfo");
    EXPECT_EQ(told("[5]"), "400 invalid_request /verifierInfo/0");
    EXPECT_EQ(told(R"([{"data": "ey.."}])"), "400 invalid_request /verifierInfo/0/format");
    EXPECT_EQ(told(R"([{"format": "jwt"}])"), "400 invalid_request /verifierInfo/0/data");
    EXPECT_EQ(told(R"([{"format": "jwt", "data": "ey.."}, {"format": "jwt", "data": "x", "credential_ids": ["b"]}])"),
              "400 invalid_request /verifierInfo/1/credential_ids");
    EXPECT_EQ(told(R"([{"format": "jwt", "data": "x", "credential_ids": []}])"),
              "400 invalid_request /verifierInfo/0/credential_ids");
}

TEST_F(Asking, WhatIsWrongWithAKeyBindingIsSaid) {
    const auto asked = ask(with("dc+sd-jwt", R"("expiresIn": 600)"));
    const auto object = object_of(asked);
    const auto credential = sd_jwt_vc();
    const auto bound = [&](const char* name, const Json& value) {
        json::Object claims{{"iat", now().seconds},
                            {"aud", object.at("client_id")},
                            {"nonce", object.at("nonce")},
                            {"sd_hash", json::key(text::base64url_encode(crypto::sha256(credential).bytes()))}};
        claims[name] = value;
        const auto token =
            credential + *jose::sign_jwt(*holder_, crypto::SignatureAlgorithm::EdDsa, "kb+jwt", "", claims);
        const json::Object vp{{"a", json::Array{json::key(token)}}};
        const auto answer =
            post_form(text_at(object, "response_uri"),
                      "state=" + text_at(object, "state") + "&vp_token=" + text::percent_encode(json::serialize(vp)));
        return std::to_string(answer.status) + " " + text_at(body_of(answer), "error_description");
    };
    for (const auto& [name, value] : {std::pair<const char*, Json>("sd_hash", "x"), {"iat", 1}}) {
        const auto told = bound(name, value);
        EXPECT_TRUE(told.starts_with("400 ")) << told;
        EXPECT_EQ(told.find("proof-missing"), std::string::npos) << told;
    }
    EXPECT_TRUE(bound("iat", now().seconds).starts_with("200 "));
}

}  // namespace
}  // namespace blason
