// OpenID4VCI 1.0: what wallets ask of a credential issuer, and what issuers do with their offers.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::oid4vci {

/// Below it errors have the bodies of OAuth, also those that no handler sees.
inline constexpr const char* kBasePath = "/openid4vci/";

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::oid4vci
