// Who a credential was given to, where that is a key: what its presentation has to be signed with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/public_key.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::presentation {

/// A holder by the name that a credential gives them, and the key behind that name.
struct HolderName {
    std::string did;      ///< as the credential says it; of an SD-JWT the did:key of the key in `cnf`
    std::string key_did;  ///< did:key of the same key
};

/// The did:key of a DID that is a key itself (did:key, did:jwk). Empty: it is none, or it cannot be read.
std::string key_did_of(std::string_view did);

/// The holders that a credential names: the key in `cnf` of an SD-JWT, else each subject whose id is a key. `text`: the
/// credential that `held` was read from.
std::vector<HolderName> holder_names(const Held& held, std::string_view text);

/// The method under which `key`, which is the one of `did`, signs as this holder: "did:key:z6Mk...#z6Mk...",
/// "did:jwk:eyJ...#0".
std::string method_of(std::string_view did, const crypto::PublicKey& key);

}  // namespace blason::vc::presentation
