// Our own status lists, for our own verifier: read from memory, not through the network. Everything else goes on.
#pragma once

#include "engine/net/http_client.hpp"
#include "wallet-server/service/status_service.hpp"

namespace blason::service {

class HostedListsClient final : public net::HttpClient {
  public:
    HostedListsClient(StatusService& statuses, const PublicUrls& urls, net::HttpClient& next)
        : statuses_(statuses), urls_(urls), next_(next) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override;

  private:
    StatusService& statuses_;
    const PublicUrls& urls_;
    net::HttpClient& next_;
};

}  // namespace blason::service
