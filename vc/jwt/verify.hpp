// Verifies the signature of a token.
#pragma once

#include <string_view>

#include "engine/jose/jws.hpp"
#include "vc/jwt/key.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::jwt {

/// The same answer that a proof inside a document gets. Errors, pointer into the header of the token: those of find_key
/// and jose::verify. `party`: the id of the issuer or holder.
proof::ProofResult verify_signature(const jose::Jws& jws, std::string_view party, const KeyLookup& lookup, bool trace);

}  // namespace blason::vc::jwt
