// What is hosted here: issuers and their achievements, and making issuers, achievements, wallets and API keys. The
// addresses of single credentials and achievements serve people too and are therefore rows of wallet-server/web.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::hosting {

/// `services` must outlive the routes.
std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::hosting
