// Connections of wallets and issuers to other Open Badges hosts. Where the browser comes back to serves people too and
// is therefore a row of wallet-server/web.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::hosts {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::hosts
