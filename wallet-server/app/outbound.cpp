#include "wallet-server/app/outbound.hpp"

#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/offline_client.hpp"

namespace blason::app {
namespace {

/// The folder's client and the one it hands on to, as one.
class DocumentsFirst final : public net::HttpClient {
  public:
    DocumentsFirst(std::unique_ptr<net::HttpClient> next, std::unique_ptr<http::DocumentsClient> documents)
        : next_(std::move(next)), documents_(std::move(documents)) {}

    Result<net::FetchReply> fetch(const net::FetchRequest& request) override { return documents_->fetch(request); }

  private:
    std::unique_ptr<net::HttpClient> next_;
    std::unique_ptr<http::DocumentsClient> documents_;
};

std::unique_ptr<net::HttpClient> network(const config::Config& config) {
    if (config.offline) return std::make_unique<http::OfflineClient>();
    http::CurlOptions options;
    options.allow_loopback_http = config.demo;
    return std::make_unique<http::CurlClient>(options);
}

}  // namespace

Result<Outbound> open_outbound(const config::Config& config) {
    if (config.documents.empty()) return Outbound{network(config), nullptr};
    auto next = network(config);
    auto documents = http::DocumentsClient::open(config.documents, *next);
    if (!documents) return std::move(documents).error();
    const auto* folder = documents->get();
    return Outbound{std::make_unique<DocumentsFirst>(std::move(next), std::move(*documents)), folder};
}

}  // namespace blason::app
