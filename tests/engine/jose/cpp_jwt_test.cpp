// cpp-jwt as an independent oracle: it signs and we verify, we sign and it verifies, a changed copy fails on both
// sides.
#include <gtest/gtest.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <jwt/jwt.hpp>
#pragma GCC diagnostic pop
#include <openssl/pem.h>

#include "engine/jose/jwt.hpp"
#include "tests/engine/jose/keys.hpp"

namespace blason::jose {
namespace {

std::string pem(EVP_PKEY* key, bool secret) {
    BIO* memory = BIO_new(BIO_s_mem());
    if (secret) {
        PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr);
    } else {
        PEM_write_bio_PUBKEY(memory, key);
    }
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

std::string number(EVP_PKEY* key, const char* name, int size) {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key, name, &value);
    Bytes bytes(static_cast<std::size_t>(size != 0 ? size : BN_num_bytes(value)));
    BN_bn2binpad(value, bytes.data(), static_cast<int>(bytes.size()));
    BN_clear_free(value);
    return text::base64url_encode(bytes);
}

struct Case {
    crypto::SignatureAlgorithm algorithm;
    std::string jwk;
    std::string secret_pem;
    std::string public_pem;
};

Case make_case(crypto::SignatureAlgorithm algorithm) {
    const bool rsa = algorithm == crypto::SignatureAlgorithm::Rs256;
    EVP_PKEY* key = rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    std::string jwk;
    if (rsa) {
        const std::array<std::pair<const char*, const char*>, 8> names{{{"n", "n"},
                                                                        {"e", "e"},
                                                                        {"d", "d"},
                                                                        {"p", "rsa-factor1"},
                                                                        {"q", "rsa-factor2"},
                                                                        {"dp", "rsa-exponent1"},
                                                                        {"dq", "rsa-exponent2"},
                                                                        {"qi", "rsa-coefficient1"}}};
        jwk = R"({"kty":"RSA")";
        for (const auto& [ours, theirs] : names) jwk += fmt::format(R"(,"{}":"{}")", ours, number(key, theirs, 0));
        jwk += "}";
    } else {
        jwk = fmt::format(R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}","d":"{}"}})", number(key, "qx", 32),
                          number(key, "qy", 32), number(key, "priv", 32));
    }
    Case made{algorithm, jwk, pem(key, true), pem(key, false)};
    EVP_PKEY_free(key);
    return made;
}

class CppJwt : public testing::TestWithParam<crypto::SignatureAlgorithm> {};

TEST_P(CppJwt, BothDirections) {
    const auto one = make_case(GetParam());
    const std::string name(crypto::info(one.algorithm).name);
    auto key = crypto::parse_key_file(one.jwk);
    ASSERT_TRUE(key) << key.error().detail;
    const Jwk jwk{key->public_key, {}, {}, {}, {}};
    const auto signer = crypto::make_signer(std::move(*key));

    ::jwt::jwt_object theirs{::jwt::params::algorithm(name), ::jwt::params::secret(one.secret_pem)};
    theirs.add_claim("iss", "issuer").add_claim("exp", 4'000'000'000);
    auto text = theirs.signature();
    const JwtRules rules{.now = {1'800'000'000, 0}, .issuer = "issuer"};
    const auto read = verify_jwt(*parse_compact(text), jwk, rules);
    ASSERT_TRUE(read) << read.error().detail;
    text[text.find('.') + 3] ^= 1;
    const auto changed = parse_compact(text);
    EXPECT_FALSE(changed && verify_jwt(*changed, jwk, rules));

    auto ours = *sign_jwt(**signer, one.algorithm, "JWT", "", test::object(R"({"iss":"issuer","exp":4000000000})"));
    const auto decode = [&](const std::string& token) {
        std::error_code error;
        const auto decoded =
            ::jwt::decode(token, ::jwt::params::algorithms({name}), error, ::jwt::params::secret(one.public_pem));
        return !error && decoded.payload().get_claim_value<std::string>("iss") == "issuer";
    };
    EXPECT_TRUE(decode(ours));
    auto& character = ours[ours.rfind('.') + 5];
    character = character == 'A' ? 'B' : 'A';
    EXPECT_FALSE(decode(ours));
}
INSTANTIATE_TEST_SUITE_P(Oracle, CppJwt,
                         testing::Values(crypto::SignatureAlgorithm::Es256, crypto::SignatureAlgorithm::Rs256),
                         [](const auto& one) { return std::string(crypto::info(one.param).name); });

}  // namespace
}  // namespace blason::jose
