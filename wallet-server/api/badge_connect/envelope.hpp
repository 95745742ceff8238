// The envelope of every answer (Open Badges 2.1, section "Response Envelope").
#pragma once

#include <string_view>

#include "engine/base/error.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::badge_connect {

/// 200 with `status` before the members of `results`.
http::Response success(const json::Object& results);

/// `text`: a value of `statusText` that says more than the status; empty: the usual one.
http::Response failure(const Error& error, std::string_view text = {});

}  // namespace blason::api::badge_connect
