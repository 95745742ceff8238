// Which credentials are one and the same badge: Open Badges 3.0, "Credential equality and comparison".
#pragma once

#include <optional>
#include <string>

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// A badge whatever its revision: two credentials are equal when both members are.
struct BadgeIdentity {
    std::string issuer;      ///< its id, percent-decoded, without white space at both ends
    std::string credential;  ///< likewise

    bool operator==(const BadgeIdentity&) const = default;
};

/// Nothing when the credential or its issuer has no id: then it is equal to itself only.
std::optional<BadgeIdentity> badge_identity(const json::Value& credential);

}  // namespace blason::openbadges
