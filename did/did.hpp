// DIDs and DID URLs (DID Core section 3) as parsed values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::did {

struct Did {
    std::string text;         ///< the whole DID: "did:web:example.org"
    std::string method;       ///< "web"
    std::string specific_id;  ///< "example.org", percent-encoding kept

    /// Section 3.1, syntax only: a method judges its own identifiers. Error "INVALID_DID".
    static Result<Did> parse(std::string_view text);
};

struct DidUrl {
    Did did;
    std::string path;                     ///< with its leading "/", or empty
    std::optional<std::string> query;     ///< without "?"
    std::optional<std::string> fragment;  ///< without "#"

    /// Section 3.2. Error "INVALID_DID_URL".
    static Result<DidUrl> parse(std::string_view text);
};

}  // namespace blason::did
