// What a command needs from outside, built only when it is asked for: loader, processor, resolver, HTTP client.
#pragma once

#include <memory>
#include <string>

#include "did/cache.hpp"
#include "did/resolver.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"
#include "vc/schema/published.hpp"
#include "vc/status/list_cache.hpp"
#include "wallet-server/cli/command.hpp"

namespace blason::cli {

/// Where requests may go. What a document names is never enough for this machine: whoever made the document would
/// choose what is asked of the programs that run here.
enum class Reach { Public, ThisMachineToo };

/// Owns the seams' implementations for one run of the program. Safe from every thread once opened.
class World {
  public:
    /// Error "documents-index", kind Usage.
    static Result<std::unique_ptr<World>> open(const Common& common, Reach reach = Reach::Public);

    ~World();

    /// JSON-LD by itself, for the commands that run its algorithms: any context of the folder, HTML pages too.
    /// Credentials are read by the stricter processor of environment().
    [[nodiscard]] const jsonld::Processor& jsonld() const { return jsonld_; }
    [[nodiscard]] did::Resolver& resolver() { return resolver_; }
    /// The documents folder, then the network.
    [[nodiscard]] net::HttpClient& client();
    [[nodiscard]] vc::Environment environment() {
        return {credentials_, resolver_, &client(), &status_lists_, &schemas_};
    }

  private:
    struct Parts;
    explicit World(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
    jsonld::Processor credentials_;
    jsonld::Processor jsonld_;
    did::MethodResolver methods_;
    did::CachingResolver resolver_;
    vc::status::ListCache status_lists_;
    vc::schema::Cache schemas_;
};

}  // namespace blason::cli
