// The one door out, as the settings want it: network or none, and the documents folder in front.
#pragma once

#include <memory>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/config/config.hpp"

namespace blason::app {

struct Outbound {
    std::unique_ptr<net::HttpClient> client;     ///< the documents folder, then the network
    std::unique_ptr<net::HttpClient> documents;  ///< the folder alone; nullptr where there is none
};

/// In the demo loopback addresses may be fetched, also without TLS. Error "documents-index" (Usage).
Result<Outbound> open_outbound(const config::Config& config);

}  // namespace blason::app
