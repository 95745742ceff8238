// Open Badges 2.0 made into 3.0 by their own issuer, with links both ways (Open Badges 3.0 implementation guide,
// "Upgrading an Open Badge 2.0 to 3.0").
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::openbadges {

struct UpgradeOptions {
    std::string issuer_id;       ///< of the 3.0 issuer
    std::string achievement_id;  ///< of the 3.0 achievement; made from that of the badge class when empty
};

struct Upgraded {
    json::Value credential;   ///< the Open Badge 3.0, not signed yet
    json::Value badge_class;  ///< the 2.0 documents with `related` added, to be published in place of the old ones
    json::Value issuer;
};

/// `badge`: a verified assertion in the terms of the 2.0 context, with its badge class and issuer inside (the
/// credential of its report). `jws`: the signed assertion; empty for a hosted one.
/// The new ids depend on the old ones only, so that the same badge upgraded again is the same badge.
/// Errors "ob2-incomplete" (badge class or issuer is not inside), "identity-hash-weak" (hashed with MD5, which is never
/// issued).
Result<Upgraded> upgrade(const json::Value& badge, std::string_view jws, const UpgradeOptions& options);

}  // namespace blason::openbadges
