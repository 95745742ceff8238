// The outbound seam: the one door through which anything is fetched (implemented on libcurl in
// wallet-server/http/client).
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::net {

struct FetchRequest {
    std::string url;
    std::string method = "GET";
    std::string accept;        ///< Accept header; empty: none
    std::string content_type;  ///< for a body
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  ///< further headers
    std::size_t max_bytes = 1U << 20U;                         ///< of the answer's body
    std::chrono::milliseconds timeout{5000};                   ///< for the whole exchange
};

struct FetchReply {
    int status = 0;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
};

class HttpClient {
  public:
    virtual ~HttpClient() = default;
    /// An answer of any status is a value. Errors, kind Unavailable unless said: "fetch-refused" (scheme, address or
    /// URL not allowed; kind Refused), "fetch-failed" (DNS, connection, TLS), "fetch-timeout", "fetch-too-large",
    /// "fetch-offline".
    virtual Result<FetchReply> fetch(const FetchRequest& request) = 0;
};

}  // namespace blason::net
