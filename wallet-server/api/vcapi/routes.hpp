// The verifiable credentials API of interfaces.md (the shapes of W3C CCG VC-API): issue, verify, prove, challenges; for
// the hosted issuer, and the same below /issuers/{issuer}.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::vcapi {

/// `services` must outlive the routes.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::vcapi
