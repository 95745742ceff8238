// For those who run the server: is it alive, is it ready, what has it counted.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::operation {

/// `services` must outlive the routes.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::operation
