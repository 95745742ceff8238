// What the credential layer needs from outside, handed in by reference; owned by whoever calls.
#pragma once

#include "did/resolver.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/net/http_client.hpp"

namespace blason::vc {

namespace status {
class ListCache;
}

struct Environment {
    const jsonld::Processor& jsonld;
    did::Resolver& resolver;
    net::HttpClient* client = nullptr;          ///< fetches status lists; without it every status is unknown
    status::ListCache* status_lists = nullptr;  ///< keeps them; without it each credential fetches its own
};

}  // namespace blason::vc
