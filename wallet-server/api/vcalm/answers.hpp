// What the handlers have in common: where the exchange is, and errors as VCALM names them.
#pragma once

#include "engine/base/result.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::vcalm {

/// By {issuer}, {workflow} and {exchange} of the path. Error "issuer-not-found".
Result<service::vcalm::ExchangePlace> place_of(const http::Request& request, Services& services);

/// Problem details; "option-unknown" has the type URL that the standard gives it (section "Error Handling").
http::Response fail(const Error& error, const http::Request& request);

/// Nothing of an exchange is kept by caches, and pages of any origin may read it.
http::Response open_answer(http::Response response);

}  // namespace blason::api::vcalm
