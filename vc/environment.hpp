// What the credential layer needs from outside, handed in by reference; owned by whoever calls.
#pragma once

#include "did/resolver.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/net/http_client.hpp"

namespace blason::vc {

namespace status {
class ListCache;
}
namespace schema {
struct Cache;
}

struct Environment {
    const jsonld::Processor& jsonld;
    did::Resolver& resolver;
    net::HttpClient* client = nullptr;          ///< fetches status lists and schemas; without it they are unknown
    status::ListCache* status_lists = nullptr;  ///< keeps them; without it each credential fetches its own
    schema::Cache* schemas = nullptr;           ///< keeps JSON Schemas, likewise
};

}  // namespace blason::vc
