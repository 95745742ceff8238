// DID resolution for others (W3C DID Resolution, HTTP binding), and our own documents and keys.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::did {

/// `services` must outlive the routes.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::did
