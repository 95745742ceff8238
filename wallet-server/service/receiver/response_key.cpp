#include "wallet-server/service/receiver/response_key.hpp"

#include <algorithm>

#include "engine/crypto/content_encryption.hpp"

namespace blason::service::receiver {
namespace {

bool has(const std::vector<std::string>& list, std::string_view one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

}  // namespace

Result<std::optional<ResponseKey>> make_response_key(const vc::oid4vci::IssuerMetadata& issuer,
                                                     crypto::Random& random) {
    if (!issuer.response_encryption || !issuer.response_encryption->required) return std::optional<ResponseKey>();
    const auto& support = *issuer.response_encryption;
    const auto encryption = std::find_if(support.encryptions.begin(), support.encryptions.end(), [](const auto& name) {
        return crypto::find_content_encryption(name) != nullptr;
    });
    if (!has(support.algorithms, kResponseAlgorithm) || encryption == support.encryptions.end())
        return refused("encryption-unsupported", "The issuer encrypts in a way that is not known here.");
    auto pair = crypto::generate_key(crypto::KeyType::P256, random);
    if (!pair) return std::move(pair).error();
    auto jwk = pair->public_key.jwk();
    jwk["use"] = "enc";
    jwk["alg"] = kResponseAlgorithm;
    jwk["kid"] = json::key(pair->public_key.thumbprint());
    auto parsed = jose::parse_jwk(jwk);
    if (!parsed) return std::move(parsed).error();
    auto key = crypto::make_key_agreement(std::move(*pair));
    if (!key) return std::move(key).error();
    return std::optional(ResponseKey{std::move(*key), {std::move(*parsed), std::move(jwk), *encryption}});
}

}  // namespace blason::service::receiver
