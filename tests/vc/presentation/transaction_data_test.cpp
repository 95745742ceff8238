// Transactions that a presentation authorizes (OpenID4VP 1.0 sections 5.1 and 8.4, Appendix B.3.3.1).
#include "vc/presentation/transaction_data.hpp"

#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/presentation/presenting.hpp"

namespace blason {
namespace {

using namespace test;

std::string encoded(std::string_view text) {
    return text::base64url_encode(as_bytes(text));
}

vc::presentation::TransactionData transaction(std::string_view content) {
    auto read = vc::presentation::parse_transaction_data(encoded(content));
    if (!read) throw std::runtime_error(read.error().code);
    return std::move(*read);
}

json::Object key_binding_claims(const json::Value& presentation) {
    const auto parts = sdjwt::split(json::view(presentation));
    return *jose::parse_claims(jose::parse_compact(parts->key_binding)->payload);
}

TEST(TransactionData, IsSignedWithTheKeyBinding) {
    const std::string text = issue_for_holder(holders_vct(), vc::Format::SdJwt);
    const auto query = asking("dc+sd-jwt", R"("meta": {})");
    const std::vector one{transaction(R"({"type": "payment", "credential_ids": ["q"], "amount": 1})")};
    const auto claims = key_binding_claims(answer(text, query, one));
    const auto digest = crypto::sha256(std::string_view(one[0].text));
    EXPECT_EQ(json::view(claims.at("transaction_data_hashes").as_array().at(0)),
              text::base64url_encode(digest.bytes()));
    EXPECT_EQ(claims.if_contains("transaction_data_hashes_alg"), nullptr);
    EXPECT_EQ(json::view(claims.at("nonce")), kNonce);
    EXPECT_EQ(json::view(claims.at("aud")), kAudience);
    EXPECT_TRUE(vc::presentation::check_transaction_claims(claims, one));
    const std::vector two{one[0], transaction(R"({"type": "x", "credential_ids": ["q"]})")};
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, two).error().code, "transaction-data-other");
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, {}).error().code, "transaction-data-other");
    const auto none = key_binding_claims(answer(text, query));
    EXPECT_EQ(vc::presentation::check_transaction_claims(none, one).error().code, "transaction-data-missing");
    EXPECT_TRUE(vc::presentation::check_transaction_claims(none, {}));
}

TEST(TransactionData, TheHashIsOneThatWasAskedFor) {
    const auto named = transaction(R"({"type": "x", "credential_ids": ["q"],
                                       "transaction_data_hashes_alg": ["sha-1", "sha-512", "sha-384"]})");
    const std::vector<vc::presentation::TransactionData> all{named};
    auto claims = *vc::presentation::transaction_claims(all);
    EXPECT_EQ(claims.at("transaction_data_hashes_alg"), "sha-384");
    EXPECT_TRUE(vc::presentation::check_transaction_claims(claims, all));
    claims["transaction_data_hashes_alg"] = "sha-256";
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, all).error().code, "transaction-data-hash");
    claims.erase("transaction_data_hashes_alg");
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, all).error().code, "transaction-data-hash");
    const std::vector both{named, transaction(R"({"type": "x", "credential_ids": ["q"]})")};
    EXPECT_EQ(vc::presentation::transaction_claims(both).error().code, "transaction-data-hash");
}

TEST(TransactionData, BadOnesAreRefused) {
    const auto code = [](std::string_view text) {
        const auto read = vc::presentation::parse_transaction_data(text);
        return read ? std::string("read") : read.error().code + " " + read.error().pointer;
    };
    EXPECT_EQ(code("a+b="), "base64url-syntax ");
    EXPECT_EQ(code(encoded("{")), "json-syntax ");
    EXPECT_EQ(code(encoded("[]")), "wrong-type ");
    EXPECT_EQ(code(encoded("{}")), "missing-member /type");
    EXPECT_EQ(code(encoded(R"({"type": "x"})")), "missing-member /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": []})")), "dcql-empty /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": [1]})")), "wrong-type /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": ["q"], "transaction_data_hashes_alg": []})")),
              "dcql-empty /transaction_data_hashes_alg");
    EXPECT_EQ(code(std::string(vc::presentation::kMaxTransactionBytes + 1, 'A')), "transaction-data-size ");
}

TEST(TransactionData, OnlyAnSdJwtAuthorizes) {
    const std::vector one{transaction(R"({"type": "payment", "credential_ids": ["q"]})")};
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string text = issue_for_holder(holders_badge(), format);
        const auto made =
            vc::presentation::bound(text, read_held(text), test::key(kHolder), binding(), one, test::environment());
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, "transaction-data-unsupported");
    }
}

}  // namespace
}  // namespace blason
