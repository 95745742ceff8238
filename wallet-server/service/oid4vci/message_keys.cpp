#include "wallet-server/service/oid4vci/message_keys.hpp"

#include "wallet-server/service/derived_key.hpp"

namespace blason::service::oid4vci {
namespace {

/// A derived key is a number below the order of P-256 but for one in four thousand million; then the next one is taken.
Result<crypto::PrivateKey> private_key(const crypto::SecretBytes& master, std::string_view org) {
    constexpr int kTries = 4;
    Error error{"key-invalid-secret", "No key could be made.", "", ErrorKind::Internal};
    for (int i = 0; i < kTries; ++i) {
        const auto secret =
            derived_key(master, "blason oid4vci requests " + std::to_string(i) + " " + std::string(org));
        const auto reading = secret.read();
        auto key = crypto::private_key_from_bytes(crypto::KeyType::P256, reading.bytes());
        if (key) return key;
        error = std::move(key).error();
    }
    return error;
}

}  // namespace

Result<std::unique_ptr<crypto::KeyAgreement>> MessageKeys::key(std::string_view org) const {
    auto key = private_key(master_, org);
    if (!key) return std::move(key).error();
    return crypto::make_key_agreement(std::move(*key));
}

Result<json::Object> MessageKeys::jwks(std::string_view org) const {
    const auto key = private_key(master_, org);
    if (!key) return key.error();
    auto jwk = key->public_key.jwk();
    jwk["kid"] = key->public_key.thumbprint();
    jwk["use"] = "enc";
    jwk["alg"] = json::key(kAlgorithm);
    json::Array keys;
    keys.emplace_back(std::move(jwk));
    return json::Object{{"keys", std::move(keys)}};
}

}  // namespace blason::service::oid4vci
