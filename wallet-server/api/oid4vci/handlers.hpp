// One function for each row of routes.cpp.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::oid4vci {

http::Response issuer_metadata(const http::Request& request, Services& services);
http::Response credential_type(const http::Request& request, Services& services);
http::Response nonce(const http::Request& request, Services& services);
http::Response credential(const http::Request& request, Services& services);
http::Response deferred(const http::Request& request, Services& services);
http::Response notification(const http::Request& request, Services& services);

http::Response make_offer(const http::Request& request, Services& services);
http::Response list_offers(const http::Request& request, Services& services);
http::Response get_offer(const http::Request& request, Services& services);
http::Response read_offer(const http::Request& request, Services& services);
http::Response offer_qr(const http::Request& request, Services& services);
http::Response approve_offer(const http::Request& request, Services& services);
http::Response deny_offer(const http::Request& request, Services& services);
http::Response withdraw_offer(const http::Request& request, Services& services);

}  // namespace blason::api::oid4vci
