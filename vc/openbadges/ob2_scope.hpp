// Which assertions an issuer answers for: VerificationObject of its Profile (Open Badges 2.0).
#pragma once

#include <string_view>

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// An http or https URL.
bool is_web_address(std::string_view url);

/// Whether a hosted assertion of this id is within what the issuer has declared: `startsWith` and `allowedOrigins`
/// both, where both are there; without either, the host of the issuer's own id. Prefixes end at the end of a host name
/// or they do not count, and a URL with dot segments or a user name is in no scope.
bool is_in_scope(std::string_view id, const json::Value& issuer);

/// Neither `startsWith` nor `allowedOrigins`: the badge class has to be on the issuer's host too.
bool has_default_scope(const json::Value& issuer);
bool is_on_same_host(std::string_view url, std::string_view other);

}  // namespace blason::openbadges
