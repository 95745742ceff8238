// Schemas at the addresses where they are published.
#pragma once

#include <map>

#include "engine/base/instant.hpp"
#include "engine/net/http_client.hpp"
#include "vc/schema/validate.hpp"
#include "vc/status/shared_lookups.hpp"

namespace blason::vc::schema {

/// Keeps what was fetched, for an hour. Safe from every thread.
struct Cache {
    status::SharedLookups<Document> documents{64};
};

/// Until when an answer about a schema is kept: an hour, an error half a minute.
Instant fresh_until(Instant now, bool good);

/// For one validation. The schema a credential names, and those it refers to, are got through the one door out, so that
/// its rules about addresses and sizes hold; nothing else is opened.
class PublishedSchemas : public DocumentSource {
  public:
    /// `client`: nullptr when nothing is fetched. `cache`: may be nullptr. `credential`: what it says the schemas are
    /// must be what was found (VCDM 2.0 section 5.3); nullptr: nobody says anything.
    PublishedSchemas(net::HttpClient* client, Cache* cache, Instant now, const json::Value* credential = nullptr)
        : client_(client), cache_(cache), now_(now), credential_(credential) {}

    /// Errors: those of model::check_integrity, those of HttpClient::fetch, "fetch-status" (kind Unavailable),
    /// "schema-malformed" (no JSON), "schema-too-complex" (more than 16 documents), those of Document::read.
    Result<std::shared_ptr<const Document>> get(const std::string& url) override;

  private:
    Result<std::shared_ptr<const Document>> find(const std::string& url);
    Result<std::shared_ptr<const Document>> fetch(const std::string& url);

    net::HttpClient* client_;
    Cache* cache_;
    Instant now_;
    const json::Value* credential_;
    std::size_t asked_ = 0;
};

}  // namespace blason::vc::schema
