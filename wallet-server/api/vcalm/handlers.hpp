// One function per operation: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::vcalm {

// For coordinators.
http::Response create_workflow(const http::Request& request, Services& services);
http::Response get_workflow(const http::Request& request, Services& services);
http::Response create_exchange(const http::Request& request, Services& services);
http::Response get_exchange(const http::Request& request, Services& services);

// For wallets.
http::Response take_part(const http::Request& request, Services& services);
http::Response get_protocols(const http::Request& request, Services& services);
http::Response get_request(const http::Request& request, Services& services);
/// The credential offer of OpenID4VCI that the current step is.
http::Response get_offer(const http::Request& request, Services& services);
/// The request object of OpenID4VP that the current step is.
http::Response get_request_object(const http::Request& request, Services& services);
/// What a `dccrequest` link names: a signed presentation, answered by the credential itself, or by a presentation of
/// several.
http::Response credential_request(const http::Request& request, Services& services);
http::Response invite(const http::Request& request, Services& services);

// For holders.
/// Begins an exchange by any of its addresses and says what is asked, and what would be shown of what.
http::Response wallet_begin(const http::Request& request, Services& services);
/// Shows what the holder has chosen.
http::Response wallet_answer(const http::Request& request, Services& services);

/// Wallets that are web pages may ask from any origin; nothing here goes by cookies.
http::Response preflight(const http::Request& request, Services& services);

}  // namespace blason::api::vcalm
