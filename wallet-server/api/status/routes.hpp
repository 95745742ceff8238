// Status lists as the world reads them, and the statuses that issuers set.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::status {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::status
