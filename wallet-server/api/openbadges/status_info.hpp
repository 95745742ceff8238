// Imsx_StatusInfo: the error body of the Open Badges API.
#pragma once

#include "engine/base/error.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::openbadges {

/// An Error as the API says it.
http::Response status_info(const Error& error);

}  // namespace blason::api::openbadges
