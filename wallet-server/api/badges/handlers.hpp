// One function per media type: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::badges {

http::Response issue(const http::Request& request, Services& services);
http::Response refresh(const http::Request& request, Services& services);
http::Response issue_clr(const http::Request& request, Services& services);
http::Response issue_many(const http::Request& request, Services& services);

}  // namespace blason::api::badges
