// Imsx_StatusInfo: the error body of the Open Badges API.
#pragma once

#include "engine/base/error.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::openbadges {

/// An Error as the API says it. 401 and 403 also name the reason in WWW-Authenticate (RFC 6750 section 3), with the
/// scope that would be needed when it is given.
http::Response status_info(const Error& error, std::string_view scope = {});

}  // namespace blason::api::openbadges
