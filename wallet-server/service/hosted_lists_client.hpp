// Our own status lists and newer versions of our own badges, for our own verifier: not through the network. Everything
// else goes on.
#pragma once

#include "engine/net/http_client.hpp"
#include "wallet-server/service/status_service.hpp"

namespace blason::service {

class HostedListsClient final : public net::HttpClient {
  public:
    HostedListsClient(StatusService& statuses, storage::Store& store, const PublicUrls& urls, net::HttpClient& next)
        : statuses_(statuses), store_(store), urls_(urls), next_(next) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override;

  private:
    StatusService& statuses_;
    storage::Store& store_;
    const PublicUrls& urls_;
    net::HttpClient& next_;
};

}  // namespace blason::service
