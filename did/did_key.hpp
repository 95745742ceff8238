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
/// Also the form with a version, "did:key:1:z6Mk...". The document holds the key itself, as a Multikey: an X25519 key
/// is for keyAgreement, any other for the four relationships of signatures. With `derive_encryption_key` an Ed25519 key
/// brings the X25519 key of the same secret, for keyAgreement. Error "INVALID_DID", kind Refused, with the reason.
Result<Resolution> resolve_did_key(const Did& did, const ResolveOptions& options = {});

/// The same document under the name of `did`, for the key that `multikey` writes (did:peer:0 is a did:key too).
Result<Resolution> resolve_key_document(const Did& did, std::string_view multikey, const ResolveOptions& options);

}  // namespace blason::did
