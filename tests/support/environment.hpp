// What credentials are issued and verified with in tests: the bundled contexts and a few more, no network.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "did/resolver.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"

namespace blason::test {

/// Contexts of a test first, then the bundled ones.
class ContextLoader : public jsonld::DocumentLoader {
  public:
    explicit ContextLoader(std::map<std::string, std::string> contexts = {}) : contexts_(std::move(contexts)) {}

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override {
        const auto found = contexts_.find(std::string(url));
        if (found == contexts_.end()) return bundled_.load(url, options);
        return jsonld::RemoteDocument{std::string(url), "application/ld+json", {}, found->second};
    }

  private:
    std::map<std::string, std::string> contexts_;
    jsonld::BundledLoader bundled_{true};
};

/// A network that is not there.
class NoNetwork : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        return unavailable("fetch-offline", "There is no network: " + request.url);
    }
};

/// Everything a test needs, owned in one place.
struct TestEnvironment {
    explicit TestEnvironment(std::map<std::string, std::string> contexts = {}) : loader(std::move(contexts)) {}

    ContextLoader loader;
    jsonld::Processor processor{loader};
    NoNetwork network;
    did::MethodResolver resolver{network};

    [[nodiscard]] vc::Environment get() { return {processor, resolver}; }
};

}  // namespace blason::test
