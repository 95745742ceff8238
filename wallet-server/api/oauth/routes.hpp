// OAuth 2.0 for clients: registration (RFC 7591), tokens (RFC 6749), revocation (RFC 7009), introspection (RFC 7662)
// and metadata (RFC 8414). Every organisation has an authorization server of its own below /issuers/{issuer}; that of
// the hosted issuer is also the installation's. Clients, codes and tokens of one are unknown to all others. The pages
// for people, /oauth/authorize among them, are in wallet-server/web.
#pragma once

#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::oauth {

std::vector<http::Route> routes(Services& services);

}  // namespace blason::api::oauth
