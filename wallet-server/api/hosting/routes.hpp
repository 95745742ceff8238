// What is hosted here, at the addresses that stand in credentials: issuers, achievements, credentials; and making
// issuers, achievements and wallets.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::hosting {

/// `services` must outlive the routes; `pages` is copied.
std::vector<http::Route> routes(Services& services, const Pages& pages);

}  // namespace blason::api::hosting
