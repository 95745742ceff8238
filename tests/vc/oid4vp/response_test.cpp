// Answers, in the clear and encrypted, and what binds transactions to them.
#include "vc/oid4vp/response.hpp"

#include <gtest/gtest.h>

#include "engine/jose/jwe.hpp"
#include "tests/vc/oid4vp/requests.hpp"

namespace blason::vc::oid4vp {
namespace {

using test::object;

std::string refusal(const text::FormFields& fields) {
    const auto read = read_response(fields);
    return read ? "" : read.error().code + " " + read.error().pointer;
}

TEST(Oid4vpResponse, ComesBackAsItWas) {
    Response response;
    response.vp_token = object(R"({"badge": ["a~b~c"], "diploma": [{"type": "VerifiablePresentation"}]})");
    response.state = "s-1";
    const auto read = read_response(to_form(write_response(response)));
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(json::Value(read->vp_token), json::Value(response.vp_token));
    EXPECT_EQ(read->state, "s-1");
    EXPECT_FALSE(read->error);
}

TEST(Oid4vpResponse, Errors) {
    Response response;
    response.error = ErrorAnswer{"access_denied", "No."};
    response.state = "s-1";
    const auto fields = to_form(write_response(response));
    EXPECT_EQ(fields.size(), 3U);
    const auto read = read_response(fields);
    ASSERT_TRUE(read && read->error);
    EXPECT_EQ(read->error->code, "access_denied");
}

TEST(Oid4vpResponse, OA24_FormsAreReadStrictly) {
    const std::string token = R"({"badge":["x"]})";
    EXPECT_EQ(refusal({{"vp_token", token}, {"state", "a"}}), "");
    EXPECT_EQ(refusal({{"vp_token", token}, {"vp_token", token}}), "invalid_response /vp_token");
    EXPECT_EQ(refusal({{"vp_token", token}, {"state", "a"}, {"state", "a"}}), "invalid_response /state");
    EXPECT_EQ(refusal({{"state", "a"}}), "invalid_response /vp_token");
    EXPECT_EQ(refusal({{"vp_token", "eyJ.eyJ.x"}}), "invalid_response /vp_token");
    EXPECT_EQ(refusal({{"vp_token", "[]"}}), "invalid_response /vp_token");
    EXPECT_EQ(refusal({{"vp_token", "{}"}}), "invalid_response /vp_token");
    EXPECT_EQ(refusal({{"vp_token", token}, {"error", "access_denied"}}), "invalid_response /error");
    EXPECT_EQ(refusal({{"error", ""}}), "invalid_response /error");
    const auto large = read_response(text::FormFields{{"vp_token", std::string(10U << 20U, ' ')}});
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().kind, ErrorKind::TooLarge);
}

class Encrypted : public testing::Test {
  protected:
    static std::unique_ptr<crypto::KeyAgreement> agreement(std::uint8_t seed) {
        return *crypto::make_key_agreement(*crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, seed)));
    }
    ClientMetadata metadata(std::vector<crypto::ContentEncryption> encryptions) {
        ClientMetadata out;
        out.keys.push_back({key->public_key(), "enc-1", "ECDH-ES", "enc", {}});
        out.encryptions = std::move(encryptions);
        return out;
    }
    std::unique_ptr<crypto::KeyAgreement> key = agreement(5);
    json::Object parameters = object(R"({"vp_token": {"badge": ["x"]}, "state": "s-1"})");
};

TEST_F(Encrypted, ToTheKeyOfTheVerifier) {
    using enum crypto::ContentEncryption;
    for (const auto encryption : {A128Gcm, A256Gcm, A128CbcHs256, A256CbcHs512}) {
        const auto text = encrypt_response(parameters, metadata({encryption}), crypto::system_random());
        ASSERT_TRUE(text) << text.error().detail;
        const auto opened = jose::decrypt_compact(*text, *key, "ECDH-ES");
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->header.at("kid"), "enc-1");
        EXPECT_EQ(opened->header.at("alg"), "ECDH-ES");
        EXPECT_EQ(opened->header.at("enc"), json::key(crypto::info(encryption).name));
        const auto read = decrypt_response(*text, *key, "enc-1");
        ASSERT_TRUE(read);
        EXPECT_EQ(json::Value(*read), json::Value(parameters));
    }
}

TEST_F(Encrypted, EveryFailureSaysTheSame) {
    const auto text =
        *encrypt_response(parameters, metadata({crypto::ContentEncryption::A128Gcm}), crypto::system_random());
    std::string changed = text;
    changed.back() = changed.back() == 'A' ? 'B' : 'A';
    const auto other = agreement(6);
    const auto failure = [](const Result<json::Object>& result) { return result ? "" : result.error().detail; };
    const std::string words = failure(decrypt_response(changed, *key, "enc-1"));
    EXPECT_FALSE(words.empty());
    EXPECT_EQ(failure(decrypt_response(text, *other, "enc-1")), words);
    EXPECT_EQ(failure(decrypt_response(text, *key, "enc-2")), words);
    EXPECT_EQ(failure(decrypt_response("a.b.c.d.e", *key, "enc-1")), words);
    EXPECT_EQ(failure(decrypt_response("", *key, "enc-1")), words);
    EXPECT_FALSE(encrypt_response(parameters, ClientMetadata(), crypto::system_random()));
}

}  // namespace
}  // namespace blason::vc::oid4vp
