// A connection to another Open Badges host: what was agreed with it, as one value that is kept in a file or, sealed, in
// the store. It holds secrets: the client's, and the tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wallet-server/service/badge_host/oauth_client.hpp"

namespace blason::service::badge_host {

struct Connection {
    HostDescription host;
    Registration registration;
    std::optional<Pending> pending;  ///< the browser is away
    Tokens tokens;                   ///< empty before it came back
};

std::string to_text(const Connection& connection);
/// Error "connection-unreadable".
Result<Connection> connection_from_text(std::string_view text);

}  // namespace blason::service::badge_host
