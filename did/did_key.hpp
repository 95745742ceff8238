// did:key (W3C CCG): the identifier is the key.
#pragma once

#include <string>

#include "did/did.hpp"
#include "did/resolver.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did {

/// "did:key:z6Mk..."
std::string did_key(const crypto::PublicKey& key);
/// "did:key:z6Mk...#z6Mk..."
std::string did_key_method(const crypto::PublicKey& key);
/// Errors "INVALID_DID" (with detail), kind Refused.
Result<Resolution> resolve_did_key(const Did& did);

}  // namespace blason::did
