// Whose badge is this: Open Badges 3.0 section 9.1 step 5 and IdentityObject.
#pragma once

#include <string_view>

#include "engine/json/value.hpp"

namespace blason::openbadges {

enum class Match {
    Yes,
    No,
    Unknown  ///< only an identity hashed with an algorithm we do not have (MD5) could still be it
};

/// Whether a credential is about `recipient`: a subject's id, or one of its identifiers, plain or hashed. An e-mail
/// address is also tried in lower case.
Match recipient_is(const json::Value& credential, std::string_view recipient);

}  // namespace blason::openbadges
