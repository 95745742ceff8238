// What is in the wallets of this installation: brought in, taken out, deleted, by the programs of their holders.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::wallets {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::wallets
