// Who may call what. One function, asked before every handler.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/server.hpp"

namespace blason::api {

/// Public rows are open. In demo mode (loopback only) rows below Admin are open too, but not to pages of other sites.
/// Everything else needs an API key with the role, of the organisation in the path or of the whole installation.
/// Errors "api-key-missing", "api-key-unknown" (Unauthorized); "role-missing", "organisation-mismatch",
/// "cross-site-request", "host-not-ours" (Forbidden).
http::Authorize make_authorize(Services& services);

}  // namespace blason::api
