// One function per operation: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::oid4vp {

// For verifiers.
http::Response ask(const http::Request& request, Services& services);
http::Response find(const http::Request& request, Services& services);
http::Response collect(const http::Request& request, Services& services);
http::Response come_back(const http::Request& request, Services& services);

// For wallets.
http::Response request_object(const http::Request& request, Services& services);
http::Response open_wallet(const http::Request& request, Services& services);
http::Response answer_request(const http::Request& request, Services& services);

// For the holders of our wallets.
http::Response consider(const http::Request& request, Services& services);
http::Response present(const http::Request& request, Services& services);

}  // namespace blason::api::oid4vp
