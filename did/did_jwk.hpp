// did:jwk: the identifier is a JSON Web Key, in base64url exactly as it was written.
#pragma once

#include <string>

#include "did/did.hpp"
#include "did/resolver.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did {

/// "did:jwk:eyJ..." of the public JWK, its members in the order of RFC 8785.
std::string did_jwk(const crypto::PublicKey& key);
/// "did:jwk:eyJ...#0"
std::string did_jwk_method(const crypto::PublicKey& key);
/// The one method is `#0`, of type JsonWebKey2020; `use` and the kind of key decide the relationships. Errors, kind
/// Refused: "INVALID_DID" with the reason, "private-key-in-document".
Result<Resolution> resolve_did_jwk(const Did& did);

}  // namespace blason::did
