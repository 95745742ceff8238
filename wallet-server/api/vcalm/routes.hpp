// VCALM 1.0: workflows, exchanges and interactions, and the two endpoints that wallets of the learning field use
// beside.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::vcalm {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::vcalm
