// How long an answer may be remembered (RFC 9111 section 5.2.2), as far as somebody who keeps it for himself needs it.
#pragma once

#include <chrono>
#include <optional>

#include "engine/net/http_client.hpp"

namespace blason::net {

/// `max-age` of its `cache-control`; 0 for "no-store" and "no-cache". Nothing: the answer says nothing.
std::optional<std::chrono::seconds> max_age(const FetchReply& reply);

}  // namespace blason::net
