// The one door out: HttpClient on libcurl.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/net/http_client.hpp"
#include "wallet-server/http/client/slots.hpp"

namespace blason::http {

struct CurlOptions {
    bool allow_loopback_http = false;  ///< demo and tests: loopback addresses may be reached, also without TLS
    std::vector<std::string>
        trusted_hosts;    ///< exact names, lower case, that may live at addresses that are not public
    std::string ca_file;  ///< PEM; empty: the system's certificate authorities
    std::size_t max_in_flight = 32;
    std::size_t max_per_host = 4;
    std::chrono::milliseconds connect_timeout{2000};  ///< DNS, connection and TLS handshake
    std::size_t max_header = 65536;                   ///< bytes of all header fields of an answer
};

/// https only; the address is checked when the connection is made, after the one resolution of the name, so a name that
/// changes its address in between gains nothing. No redirects, no proxy, no cookies, no content codings, no reuse of
/// connections. Every exchange ends within the request's time, waiting for a free place included. Safe from every
/// thread.
class CurlClient : public net::HttpClient {
  public:
    explicit CurlClient(CurlOptions options = {});
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override;

  private:
    CurlOptions options_;
    Slots slots_;
};

}  // namespace blason::http
