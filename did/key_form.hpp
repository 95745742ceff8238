// The forms in which a verification method writes its public key: one row each.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::did {

/// Whether `type` names a verification method whose key we can read.
bool is_known_form(std::string_view type);

/// The key of a method of a known form. Errors "INVALID_VERIFICATION_METHOD" (no key member, several, one the type does
/// not have, a key of another type than the form says, no valid key), pointer to the member.
Result<crypto::PublicKey> read_key(std::string_view type, const json::Object& method, const json::Path& path);

/// What a JWK says it is meant for (`use`, `key_ops`, `alg`: RFC 7517 section 4); nullptr: nothing. Errors of
/// jose::parse_jwk.
Result<std::shared_ptr<const jose::Jwk>> read_limits(const json::Object& jwk);

/// The member that shows a private key, or nothing: what is public must not hold one (CID 1.0 section 2.2).
std::optional<std::string> find_private_member(const json::Object& method);

}  // namespace blason::did
