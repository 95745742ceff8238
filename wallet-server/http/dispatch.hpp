// Calls a handler so that whatever happens in it concerns this one request only.
#pragma once

#include "wallet-server/http/server.hpp"

namespace blason::http {

/// Asks `authorize`, then the handler. An exception becomes a 500, exhausted memory a 503, in the words of the router;
/// no detail of either is shown to the client.
Response dispatch(const Router& router, const Route& route, const Authorize& authorize, const Request& request);

}  // namespace blason::http
