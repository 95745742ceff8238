// From the proofs of a credential request to the keys that credentials are bound to (OpenID4VCI 1.0 appendix F).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/jose/jwk_set.hpp"
#include "vc/environment.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/request.hpp"
#include "wallet-server/service/challenge.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/storage/offer_store.hpp"

namespace blason::service::oid4vci {

/// Whom a credential is bound to.
struct BindingKey {
    std::string did;  ///< the DID the wallet named, or the did:jwk of the key it showed
    crypto::PublicKey key;
};

struct CheckedProofs {
    std::vector<BindingKey> keys;            ///< one for each credential, in the order of the proofs
    std::vector<storage::OnceValue> nonces;  ///< that are used up by what is done
};

/// Who may vouch for the keys of wallets: the `iss` of their attestations, where there is one -> their public keys.
using Attesters = std::map<std::string, jose::JwkSet, std::less<>>;

struct ProofContext {
    std::string org;
    std::string credential_issuer;  ///< who is asked: the audience of every proof
    std::string client;             ///< who asks, by the access token; empty: an anonymous wallet
    const vc::oid4vci::CredentialConfiguration& configuration;
};

class ProofChecker {
  public:
    /// `nonce_key`: 32 bytes.
    ProofChecker(crypto::SecretBytes nonce_key, const vc::Environment& environment, Attesters attesters, Clock clock,
                 crypto::Random& random)
        : nonce_key_(std::move(nonce_key)),
          nonces_(nonce_key_, random),
          environment_(environment),
          attesters_(std::move(attesters)),
          clock_(std::move(clock)) {}

    /// A nonce for proofs, good once, until it expires.
    Challenge new_nonce() { return nonces_.make(clock_()); }

    /// Errors "invalid_proof", "invalid_nonce" (not ours, or too old; whether it was used before is decided when it is
    /// used), "invalid_credential_request" (more than the batch, the same key twice).
    Result<CheckedProofs> check(const vc::oid4vci::Proofs& proofs, const ProofContext& context);

  private:
    /// A key that a proof names: what is bound to it, and what its owner says it is for.
    struct HolderKey {
        BindingKey binding;
        jose::Jwk jwk;
    };

    Result<void> take_nonce(std::string_view nonce, const ProofContext& context, CheckedProofs& checked);
    Result<void> check_jwt(const json::Value& value, bool alone, const ProofContext& context, CheckedProofs& checked);
    Result<void> check_di_vp(const json::Value& value, const ProofContext& context, CheckedProofs& checked);
    Result<void> check_attestation(const json::Value& value, const ProofContext& context, CheckedProofs& checked);
    Result<std::vector<jose::Jwk>> attested_keys(std::string_view text, bool expiry_required,
                                                 const ProofContext& context, CheckedProofs& checked);
    Result<HolderKey> key_of_method(const std::string& url) const;

    const crypto::SecretBytes nonce_key_;
    ChallengeBox nonces_;
    vc::Environment environment_;
    Attesters attesters_;
    Clock clock_;
};

}  // namespace blason::service::oid4vci
