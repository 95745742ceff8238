// The keys that wallets encrypt their requests for (OpenID4VCI 1.0 section 10): one for each organisation, made of the
// master key, so that nothing has to be stored.
#pragma once

#include <memory>
#include <string_view>

#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/json/value.hpp"

namespace blason::service::oid4vci {

class MessageKeys {
  public:
    static constexpr std::string_view kAlgorithm = "ECDH-ES";

    /// `master` must outlive this.
    explicit MessageKeys(const crypto::SecretBytes& master) : master_(master) {}

    [[nodiscard]] Result<std::unique_ptr<crypto::KeyAgreement>> key(std::string_view org) const;
    /// A JWK Set of the public key: with `kid`, `use` and `alg`.
    [[nodiscard]] Result<json::Object> jwks(std::string_view org) const;

  private:
    const crypto::SecretBytes& master_;
};

}  // namespace blason::service::oid4vci
