// getServiceDescription: what this server offers of the Open Badges 3.0 API, as OpenAPI 3.0.
#pragma once

#include <string>

#include "wallet-server/http/message.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::api::openbadges {

/// The ServiceDescriptionDocument: OpenAPI of the operations that are there, and where to register and ask for tokens.
std::string service_description(const service::PublicUrls& urls);

/// With ETag, to be kept for an hour; open to pages of any site.
http::Response get_discovery(const http::Request& request, const std::string& description);

}  // namespace blason::api::openbadges
