// The document loader of the program: embedded contexts, then those the operator has added.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "engine/base/bytes.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/http/client/documents_client.hpp"

namespace blason::app {

/// What the documents are for.
enum class ContextUse {
    /// Added contexts are held to the rule for contexts inside a document (vc/model/inline_context.hpp): no @vocab,
    /// under which no term would be undefined, and no other names for what the standards define.
    Credentials,
    /// The algorithms of JSON-LD by themselves: any context, and any document that is asked for by its URL.
    Anything,
};

struct ContextRules {
    ContextUse use = ContextUse::Credentials;
    /// Contexts that may be fetched: URL -> SHA-256 of what it answers.
    std::map<std::string, Bytes, std::less<>> allowed{};
    /// Also contexts with an @vocab, embedded or added: for test suites, whose examples use them.
    bool vocabulary_contexts = false;
};

class ContextLoader final : public jsonld::DocumentLoader {
  public:
    /// `documents`: the folder, whose contexts are all allowed, or nullptr; `client` asks it first, then the network.
    /// Both must outlive the loader. The processor keeps what it compiled, so each context is fetched once.
    ContextLoader(const http::DocumentsClient* documents, net::HttpClient& client, ContextRules rules)
        : bundled_(rules.vocabulary_contexts), documents_(documents), client_(client), rules_(std::move(rules)) {}

    /// Errors "context-unknown", "context-digest" (another text than the one agreed on), "context-not-allowed" (its
    /// terms), "loading document failed".
    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override;

  private:
    [[nodiscard]] Result<void> check(std::string_view url, const net::FetchReply& reply) const;

    jsonld::BundledLoader bundled_;
    const http::DocumentsClient* documents_;
    net::HttpClient& client_;
    ContextRules rules_;
};

}  // namespace blason::app
