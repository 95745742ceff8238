// Whose badge is this: Open Badges 3.0 section 9.1 step 5 and IdentityObject.
#pragma once

#include <string_view>

#include "engine/json/value.hpp"

namespace blason::openbadges {

enum class Match {
    Yes,
    No,
    Unknown  ///< only an identity hashed with an algorithm we do not have could still be it
};

/// IdentityHash: "sha256$" or "md5$" and the digest, in hexadecimal, of the identifier followed by the salt.
struct HashedIdentity {
    std::string_view hash;
    std::string_view salt;
};
/// The candidate as it is; an e-mail address also in lower case.
Match is_hash_of(const HashedIdentity& identity, std::string_view candidate);
/// The same text; the case of an e-mail address does not matter.
Match is_same_identity(std::string_view identity, std::string_view candidate);
/// Hashed with MD5, which the standards still allow: a person who chooses their own address could make two that match.
bool is_weak_hash(std::string_view hash);

/// Whether a credential is about `recipient`: a subject's id, or one of its identifiers, plain or hashed. An e-mail
/// address is also tried in lower case.
Match recipient_is(const json::Value& credential, std::string_view recipient);

}  // namespace blason::openbadges
