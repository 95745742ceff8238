// One function per operation: parse, call, render. What people's browsers open is in wallet-server/web.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::oid4vp {

// For verifiers.
http::Response ask(const http::Request& request, Services& services);
http::Response find(const http::Request& request, Services& services);
http::Response collect(const http::Request& request, Services& services);

/// The cookie that says which browser made a request.
std::string session_cookie(std::string_view id);
json::Object to_json(const service::oid4vp::PresentationRequest& request);

// For wallets.
http::Response request_object(const http::Request& request, Services& services);
http::Response answer_request(const http::Request& request, Services& services);

// For the holders of our wallets.
http::Response consider(const http::Request& request, Services& services);
http::Response present(const http::Request& request, Services& services);

}  // namespace blason::api::oid4vp
