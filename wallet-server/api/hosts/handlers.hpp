// Each takes {issuer} and, for a wallet's own connections, {wallet} of the path.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::hosts {

http::Response connect(const http::Request& request, Services& services);
http::Response list(const http::Request& request, Services& services);
http::Response disconnect(const http::Request& request, Services& services);
http::Response pull(const http::Request& request, Services& services);
http::Response push(const http::Request& request, Services& services);
http::Response read_profile(const http::Request& request, Services& services);
http::Response send_profile(const http::Request& request, Services& services);

}  // namespace blason::api::hosts
