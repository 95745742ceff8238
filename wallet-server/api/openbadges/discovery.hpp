// getServiceDescription: what this server offers of the Open Badges 3.0 API, as OpenAPI 3.0.
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/http/message.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::api::openbadges {

/// The ServiceDescriptionDocument: OpenAPI of the operations that are there, and where to register and ask for tokens.
/// `org`: of that organisation's part of the server; empty: of its root, which is the hosted issuer's.
std::string service_description(const service::PublicUrls& urls, std::string_view org);

/// With ETag, to be kept for an hour; open to pages of any site.
http::Response get_discovery(const http::Request& request, const std::string& description);

}  // namespace blason::api::openbadges
