// Content negotiation (RFC 9110 section 12.5.1) as far as programs need it; wallet-server/web decides about pages.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "wallet-server/http/message.hpp"

namespace blason::api {

/// The weight, 0 to 1000, that the Accept field gives exactly this media type; nothing when it is not named.
std::optional<int> named_weight(std::string_view accept, std::string_view media_type);
/// The first of the types that the Accept field names with a weight above 0, else the first of all.
std::string_view choose(const http::Request& request, std::initializer_list<std::string_view> media_types);
/// What to call a secured credential that is `own`, by one of its names: the one that the Accept field likes best,
/// `own` when it names none. JSON goes by the names of VCDM 2.0 (section 6.1), of its drafts and of JSON (Open
/// Badges 3.0 section 8.1), a compact JWS as text/plain too (Open Badges 3.0 section 8.2).
std::string_view name_of(const http::Request& request, std::string_view own);

}  // namespace blason::api
