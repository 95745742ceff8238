// The document loader of the server: embedded contexts, then the documents folder, then URLs the operator allows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/jsonld/loader.hpp"
#include "engine/net/http_client.hpp"

namespace blason::app {

class ContextLoader final : public jsonld::DocumentLoader {
  public:
    /// `documents` is the folder alone, or nullptr; `client` is asked for `allowed` URLs only. Both must outlive the
    /// loader. The processor keeps what it compiled, so each is fetched once.
    /// `vocabulary_contexts`: also serve embedded contexts with an @vocab, under which no term is undefined.
    ContextLoader(net::HttpClient* documents, net::HttpClient& client, const std::vector<std::string>& allowed,
                  bool vocabulary_contexts)
        : bundled_(vocabulary_contexts),
          documents_(documents),
          client_(client),
          allowed_(allowed.begin(), allowed.end()) {}

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override;

  private:
    jsonld::BundledLoader bundled_;
    net::HttpClient* documents_;
    net::HttpClient& client_;
    std::set<std::string, std::less<>> allowed_;
};

}  // namespace blason::app
