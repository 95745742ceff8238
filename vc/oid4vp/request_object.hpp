// Request objects (RFC 9101, OpenID4VP 1.0 sections 5 and 5.9): requests that their verifier has signed, and whether it
// was the one that the client identifier names.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "did/resolver.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/certificate.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jwk_set.hpp"
#include "vc/oid4vp/request.hpp"

namespace blason::vc::oid4vp {

inline constexpr std::string_view kRequestObjectType = "oauth-authz-req+jwt";
inline constexpr std::string_view kRequestObjectMediaType = "application/oauth-authz-req+jwt";
/// The audience of a request for wallets that the verifier knows nothing about (section 5.8).
inline constexpr std::string_view kAnyWallet = "https://self-issued.me/v2";

/// How a request object says whose key has signed it; what fits the prefix of the client.
struct ObjectKey {
    const crypto::Signer& signer;
    std::string kid;                  ///< DID URL of the key; empty: none
    std::vector<Bytes> certificates;  ///< DER, the leaf first: `x5c`
    std::string attestation;          ///< verifier attestation JWT: `jwt`
};

struct ObjectTimes {
    Instant issued;
    Instant expires;
};

/// `wallet_nonce`: what the wallet sent along; empty: it sent none. Error "key-unsupported", those of the signer.
Result<std::string> sign_request_object(const json::Object& parameters, std::string_view wallet_nonce,
                                        const ObjectTimes& times, const ObjectKey& key);

/// A verifier that the wallet knows beforehand.
struct KnownVerifier {
    std::string name;
    std::vector<std::string> addresses;  ///< where answers may go, as they are written; never empty
    std::optional<jose::JwkSet> keys;    ///< nothing: its requests are not signed
};

/// Whom a wallet believes.
struct Trust {
    std::map<std::string, KnownVerifier, std::less<>> verifiers;  ///< by client id
    std::vector<crypto::Certificate> anchors;                     ///< of certificates
    std::map<std::string, jose::JwkSet, std::less<>> attesters;   ///< issuers of verifier attestations, by `iss`
};

struct ObjectRules {
    Instant now;
    std::string client_id;     ///< beside the object, in the link
    std::string wallet_nonce;  ///< that was sent; empty: none
    const Trust& trust;
    did::Resolver& resolver;
    std::string client_id_scheme{};  ///< beside the object, of drafts 18 to 21; empty: none
};

/// A request whose verifier is the one that its client identifier names.
struct KnownRequest {
    AuthorizationRequest request;
    std::string name;      ///< of a verifier that the wallet knows; empty: not known
    bool vouched = false;  ///< by somebody the wallet believes; otherwise nothing is known but the client identifier
    bool is_signed = false;
};

/// Reads, verifies and authenticates. All errors are refusals to which nothing is answered: "invalid_request_object"
/// (no JWT of this type, another client, audience, nonce or time; pointer into its header or claims), "invalid_client"
/// (another key or certificate than the client identifier means), those of read_request and of the resolver.
Result<KnownRequest> open_request_object(std::string_view text, const ObjectRules& rules);

/// The same for the parameters of a link, which nobody signed. Error "invalid_client": a verifier that is not known.
Result<KnownRequest> open_parameters(const json::Object& parameters, const Trust& trust);

}  // namespace blason::vc::oid4vp
