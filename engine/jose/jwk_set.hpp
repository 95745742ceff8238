// JSON Web Keys with what they are for (RFC 7517 section 4), and sets of them (section 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/public_key.hpp"
#include "engine/crypto/signature_algorithm.hpp"

namespace blason::jose {

/// A public key and the limits its owner has set on its use.
struct Jwk {
    crypto::PublicKey key;
    std::string kid;                                     ///< empty: none
    std::string algorithm;                               ///< `alg`; empty: any that the key allows
    std::string use;                                     ///< "sig", "enc"; empty: both
    std::optional<std::vector<std::string>> operations;  ///< `key_ops`

    /// Neither `use` nor `key_ops` speak against it.
    [[nodiscard]] bool is_for_signatures() const;
    /// The key decides the algorithm, and `alg`, `use` and `key_ops` may narrow it.
    [[nodiscard]] bool may_verify(crypto::SignatureAlgorithm asked) const;
    /// The key may be agreed with, under this JWE `alg`.
    [[nodiscard]] bool may_agree(std::string_view jwe_algorithm) const;
};

/// Errors of crypto::PublicKey::from_jwk ("jwk-private-member", ...), and "jwk-malformed" for members of a wrong type.
Result<Jwk> parse_jwk(const json::Object& jwk);

class JwkSet {
  public:
    /// At most 1 MiB and 256 keys ("jwk-set-malformed"). Keys of unknown kinds are left out (RFC 7517 section 5); a
    /// private or symmetric key spoils the whole set ("jwk-private-member"), as do two keys of one type and one kid
    /// ("jwk-set-ambiguous"). Errors name the key by its pointer.
    static Result<JwkSet> parse(std::string_view text);
    static Result<JwkSet> from_json(const json::Value& value);
    /// A set of one.
    static JwkSet of(Jwk key);

    [[nodiscard]] const std::vector<Jwk>& keys() const { return keys_; }
    /// The one key of that kid that may verify the algorithm, or nullptr.
    [[nodiscard]] const Jwk* find(std::string_view kid, crypto::SignatureAlgorithm algorithm) const;
    [[nodiscard]] const Jwk* find_by_thumbprint(std::string_view thumbprint) const;

  private:
    std::vector<Jwk> keys_;
};

}  // namespace blason::jose
