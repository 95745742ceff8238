// Content negotiation (RFC 9110 section 12.5.1) as far as we need it: a page for people, JSON for programs.
#pragma once

#include <optional>
#include <string_view>

#include "wallet-server/http/message.hpp"

namespace blason::api {

/// The weight, 0 to 1000, that the Accept field gives exactly this media type; nothing when it is not named.
std::optional<int> named_weight(std::string_view accept, std::string_view media_type);
/// True when HTML is asked for by name, and rather than any JSON type: browsers do, programs do not.
bool prefers_html(const http::Request& request);
/// The first of the types that the Accept field names with a weight above 0, else the first of all.
std::string_view choose(const http::Request& request, std::initializer_list<std::string_view> media_types);

}  // namespace blason::api
