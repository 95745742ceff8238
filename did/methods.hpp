// The table of DID methods. A new method is one file and one row in methods.cpp.
#pragma once

#include <span>
#include <string_view>

#include "did/did.hpp"
#include "did/resolver.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did {

/// What a method may use to find a document.
struct Means {
    net::HttpClient& client;
    peer::LongForms& long_forms;
};

struct Method {
    std::string_view name;  ///< "key"
    bool local;             ///< the identifier says everything: nothing is fetched, nothing needs a cache
    bool versioned;         ///< older versions of a document can be asked for
    Result<Resolution> (*resolve)(const Did& did, const Means& means, const ResolveOptions& options);
};

std::span<const Method> methods();
/// nullptr when the method is not known.
const Method* find_method(std::string_view name);

}  // namespace blason::did
