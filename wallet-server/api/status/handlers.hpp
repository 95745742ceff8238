// One function per operation: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::status {

http::Response get_list(const http::Request& request, Services& services);
http::Response get_revocation_list(const http::Request& request, Services& services);
http::Response set_status(const http::Request& request, Services& services);
http::Response set_statuses(const http::Request& request, Services& services);

}  // namespace blason::api::status
