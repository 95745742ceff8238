// The header fields every answer carries, whoever made it.
#pragma once

#include <string_view>

#include "wallet-server/http/message.hpp"

namespace blason::http {

/// Adds what the handler did not set itself: nosniff, no referrer, a Content-Security-Policy (for HTML one that allows
/// our own styles, images and forms; nothing at all for everything else), the isolation of windows and resources,
/// Cache-Control: no-store, X-Request-Id, and Strict-Transport-Security where the connection is TLS.
void add_standard_fields(Response& response, std::string_view request_id, bool tls);

}  // namespace blason::http
