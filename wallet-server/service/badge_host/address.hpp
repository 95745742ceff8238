// Addresses that another host gives us: completed, and kept to that host.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::service::badge_host {

/// The base address of a host as a person types it: "badges.example.org", "https://example.org/tenant/", or the address
/// of the API or of its service description. Without a scheme https is meant; what the API adds and the slash at the
/// end are cut off. Error "host-address".
Result<std::string> base_address(std::string_view typed);

/// An address of a service description: absolute, relative to `base`, or without its scheme, as in the examples of
/// Open Badges 3.0. Error "host-address" unless it is https, or http where `base` is.
Result<std::string> completed_address(std::string_view base, std::string_view address);

/// Scheme, host and port: "https://example.org" of "https://example.org/a?b".
std::string_view origin(std::string_view url);

/// application/x-www-form-urlencoded.
using Parameters = std::vector<std::pair<std::string, std::string>>;
std::string form_encoded(const Parameters& parameters);
/// The first parameter of that name in a query, decoded; nothing when it is absent or given twice.
std::optional<std::string> parameter(std::string_view query, std::string_view name);

/// The target of a relation in a Link field (RFC 8288), as it stands there; nothing without one.
std::optional<std::string> link_target(std::string_view field, std::string_view relation);

}  // namespace blason::service::badge_host
