// No network at all (--offline): what is not at hand is unknown.
#pragma once

#include "engine/net/http_client.hpp"

namespace blason::http {

class OfflineClient : public net::HttpClient {
  public:
    /// Always "fetch-offline" (Unavailable).
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        return unavailable("fetch-offline", "nothing is fetched while offline: " + request.url);
    }
};

}  // namespace blason::http
