// OpenID4VP 1.0: a verifier asks, wallets answer; and our wallets answer others (docs/oid4vp.md).
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::oid4vp {

/// `services` must outlive the routes.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::oid4vp
