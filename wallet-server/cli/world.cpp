#include "wallet-server/cli/world.hpp"

#include <mutex>
#include <optional>
#include <utility>

#include "wallet-server/app/context_loader.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/documents_client.hpp"
#include "wallet-server/http/client/offline_client.hpp"

namespace blason::cli {
namespace {

/// Most commands fetch nothing: libcurl and its TLS library start with the first request.
class LazyCurlClient : public net::HttpClient {
  public:
    explicit LazyCurlClient(Reach reach) { options_.allow_loopback_http = reach == Reach::ThisMachineToo; }
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        std::call_once(started_, [this] { client_.emplace(options_); });
        return client_->fetch(request);
    }

  private:
    http::CurlOptions options_;
    std::once_flag started_;
    std::optional<http::CurlClient> client_;
};

}  // namespace

/// In the order in which they refer to each other. The folder's client is absent without --documents.
struct World::Parts {
    std::unique_ptr<net::HttpClient> network;
    std::unique_ptr<http::DocumentsClient> documents;  ///< the folder, then the network
    std::unique_ptr<app::ContextLoader> contexts;
    std::unique_ptr<app::ContextLoader> anything;

    [[nodiscard]] net::HttpClient& client() const {
        return documents ? static_cast<net::HttpClient&>(*documents) : *network;
    }
};

World::World(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)),
      credentials_(*parts_->contexts),
      jsonld_(*parts_->anything, jsonld::HtmlPages::Read),
      methods_(parts_->client()),
      resolver_(methods_) {}

World::~World() = default;

net::HttpClient& World::client() {
    return parts_->client();
}

Result<std::unique_ptr<World>> World::open(const Common& common, Reach reach) {
    auto parts = std::make_unique<Parts>();
    if (common.offline) {
        parts->network = std::make_unique<http::OfflineClient>();
    } else {
        parts->network = std::make_unique<LazyCurlClient>(reach);
    }
    if (!common.documents.empty()) {
        auto documents = http::DocumentsClient::open(common.documents, *parts->network);
        if (!documents) return std::move(documents).error();
        parts->documents = std::move(*documents);
    }
    // The command line allows no URL: a context is embedded, or the index of the folder names it.
    const auto loader = [&](app::ContextUse use) {
        return std::make_unique<app::ContextLoader>(parts->documents.get(), parts->client(), app::ContextRules{use});
    };
    parts->contexts = loader(app::ContextUse::Credentials);
    parts->anything = loader(app::ContextUse::Anything);
    return std::unique_ptr<World>(new World(std::move(parts)));
}

}  // namespace blason::cli
