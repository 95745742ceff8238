// DID Resolution over HTTP: GET and POST /1.0/identifiers/{did}.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::did {

/// The HTTP(S) binding of DID Resolution, and of dereferencing DID URLs. The Accept field decides between a result and
/// the document, or part of it, alone; options are parameters of the query, of the request or of a percent-encoded DID
/// URL, and members of a JSON body.
http::Response resolve(const http::Request& request, Services& services);

}  // namespace blason::api::did
