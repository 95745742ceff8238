// How the endpoints for wallets answer (OpenID4VCI 1.0 sections 8.3, 9.3, 11.3).
#pragma once

#include <string>

#include "engine/json/value.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::oid4vci {

/// The credential issuer that is asked, by the address that the wallet knows it under: below `/issuers/{issuer}` that
/// of the organisation, else the installation's. It is the audience of every proof.
std::string credential_issuer_of(const http::Request& request, const Services& services);

/// An error body, which nobody keeps: {"error", "error_description"}. 400 for what the standard has a code for, 401 and
/// 403 for tokens, 429 and 503 "temporarily_unavailable", 500 "server_error". Never encrypted.
http::Response refusal(const Error& error);
/// The same for a request without a token that opens it, with its challenges (RFC 6750, RFC 9449).
http::Response refusal_of_token(const Error& error, Services& services);

}  // namespace blason::api::oid4vci
