// DID Resolution over HTTP: GET /1.0/identifiers/{did}.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::did {

/// The HTTP(S) binding of DID Resolution. The Accept field decides between the resolution result and the document
/// alone; options of resolution are parameters of the query, of the request or of a percent-encoded DID URL.
http::Response resolve(const http::Request& request, Services& services);

}  // namespace blason::api::did
