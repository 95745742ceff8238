// What a hosted credential gets as its status when nobody asks for something else.
#pragma once

#include "vc/openbadges/check.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::service {

/// A badge, an endorsement or a CLR can be revoked: their published schemas know one `credentialStatus`, an object.
inline StatusPlan usual_status_of_badges() {
    return {{{"revocation"}}, false};
}

/// Any other credential can also be suspended. Claims without contexts have no place for a `credentialStatus`.
inline StatusPlan usual_status(const json::Value& credential) {
    return openbadges::is_openbadges_credential(credential) ? usual_status_of_badges() : StatusPlan::usual();
}

}  // namespace blason::service
