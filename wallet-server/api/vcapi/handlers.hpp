// One function per operation: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::vcapi {

http::Response issue(const http::Request& request, Services& services);
http::Response verify_credential(const http::Request& request, Services& services);
http::Response derive(const http::Request& request, Services& services);
http::Response prove(const http::Request& request, Services& services);
http::Response verify_presentation(const http::Request& request, Services& services);
http::Response new_challenge(const http::Request& request, Services& services);

}  // namespace blason::api::vcapi
