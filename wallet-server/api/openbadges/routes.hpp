// The Open Badges 3.0 API (Open Badges 3.0 section 6), provider side.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::openbadges {

/// Below it every error is an Imsx_StatusInfo: give `status_info` to Router::errors_below.
inline constexpr const char* kBasePath = "/ims/ob/v3p0/";

/// An access token says which wallet is meant; also in the demo.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::openbadges
