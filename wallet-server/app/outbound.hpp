// The one door out, as the settings want it: network or none, and the documents folder in front.
#pragma once

#include <memory>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/config/config.hpp"
#include "wallet-server/http/client/documents_client.hpp"

namespace blason::app {

struct Outbound {
    std::unique_ptr<net::HttpClient> client;           ///< the documents folder, then the network
    const http::DocumentsClient* documents = nullptr;  ///< the folder, a part of `client`; nullptr where there is none
};

/// In the demo loopback addresses may be fetched, also without TLS. Error "documents-index" (Usage).
Result<Outbound> open_outbound(const config::Config& config);

}  // namespace blason::app
