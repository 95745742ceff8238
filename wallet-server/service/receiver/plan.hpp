// What a wallet takes of an offer, and how it shows that it has the key of each credential.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/key_type.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/offer.hpp"

namespace blason::service::receiver {

/// What the holder wants of what is offered.
struct Wish {
    std::vector<std::string> configurations;  ///< empty: see choose
    std::string format;                       ///< "ldp_vc", ...; empty: the first of ours
};

/// The configurations to ask for. Without a wish: of the formats that are offered the one we like best, and all that is
/// offered in it, because one badge in several forms is one badge. Errors "offer-unknown-configuration" (wished for and
/// not offered, or offered and not in the issuer's metadata), "offer-unsupported" (of no format known here).
Result<std::vector<std::string>> choose(const vc::oid4vci::CredentialOffer& offer,
                                        const vc::oid4vci::IssuerMetadata& issuer, const Wish& wish);

/// How the issuer is told whose credential it is.
enum class Binding {
    None,  ///< it wants no proof
    Did,   ///< by the did:key of the key
    Jwk    ///< by the key itself
};
struct ProofPlan {
    Binding binding = Binding::None;
    std::string type;                   ///< "jwt", "di_vp"
    std::vector<crypto::KeyType> keys;  ///< that the issuer takes, the one we like best first
};
/// Error "proof-unsupported": the issuer wants proofs, and none that can be made here.
Result<ProofPlan> plan_proof(const vc::oid4vci::CredentialConfiguration& configuration);

}  // namespace blason::service::receiver
