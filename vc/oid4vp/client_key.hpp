// Whose key signs a request: one row for each prefix of client identifiers (OpenID4VP 1.0 section 5.9.3). Only for
// .cpp files of this folder.
#pragma once

#include "engine/jose/jws.hpp"
#include "vc/oid4vp/request_object.hpp"

namespace blason::vc::oid4vp {

struct ClientKey {
    jose::Jwk key;
    std::string name;      ///< that the wallet knows the verifier by; empty: none
    bool vouched = false;  ///< somebody the wallet believes says who it is
};

/// The key that the client identifier means, wherever the header says to look for it; the signature is not verified
/// yet. Error "invalid_client", those of the resolver.
Result<ClientKey> key_of_client(const jose::Jws& jws, const AuthorizationRequest& request, const ObjectRules& rules);

/// The verifier that the wallet knows by this client identifier, at one of its addresses. Error "invalid_client".
Result<const KnownVerifier*> known_verifier(const AuthorizationRequest& request, const Trust& trust);

/// `kid`, `x5c` and `jwt`, those that the key has.
void add_to_header(json::Object& header, const ObjectKey& key);

}  // namespace blason::vc::oid4vp
