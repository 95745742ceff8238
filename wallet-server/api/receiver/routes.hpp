// Offers of credential issuers in the wallets of this installation (OpenID4VCI, the wallet's side).
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::receiver {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::receiver
