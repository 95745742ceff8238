#include "wallet-server/app/outbound.hpp"

#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/documents_client.hpp"
#include "wallet-server/http/client/offline_client.hpp"

namespace blason::app {
namespace {

/// The folder's client and the one it hands on to, as one.
class DocumentsFirst final : public net::HttpClient {
  public:
    static Result<std::unique_ptr<net::HttpClient>> open(const std::string& folder,
                                                         std::unique_ptr<net::HttpClient> next) {
        auto documents = http::DocumentsClient::open(folder, *next);
        if (!documents) return std::move(documents).error();
        return std::unique_ptr<net::HttpClient>(new DocumentsFirst(std::move(next), std::move(*documents)));
    }

    Result<net::FetchReply> fetch(const net::FetchRequest& request) override { return documents_->fetch(request); }

  private:
    DocumentsFirst(std::unique_ptr<net::HttpClient> next, std::unique_ptr<net::HttpClient> documents)
        : next_(std::move(next)), documents_(std::move(documents)) {}

    std::unique_ptr<net::HttpClient> next_;
    std::unique_ptr<net::HttpClient> documents_;
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
    auto client = DocumentsFirst::open(config.documents, network(config));
    if (!client) return std::move(client).error();
    auto documents = DocumentsFirst::open(config.documents, std::make_unique<http::OfflineClient>());
    if (!documents) return std::move(documents).error();
    return Outbound{std::move(*client), std::move(*documents)};
}

}  // namespace blason::app
