// The place on the web that an identifier names: a host, perhaps a port, perhaps a path, separated by colons (did:web,
// did:webvh).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::did {

struct WebPlace {
    std::string authority;              ///< "example.org" or "example.org:8443", in lower case
    std::vector<std::string> segments;  ///< of the path, as they were written

    /// "https://example.org/a/b/": where files beside the document are.
    [[nodiscard]] std::string folder() const;
    /// "https://example.org/a/b/did.json", or below "/.well-known/" when there is no path.
    [[nodiscard]] std::string file(std::string_view name) const;
};

/// "example.org%3A8443:a:b". Error "INVALID_DID", kind Refused: the host is no DNS name (an IP address in any spelling,
/// a user name, an empty label), the port is no port, a path segment is empty, a dot segment or, decoded once, holds a
/// separator or a percent sign.
Result<WebPlace> parse_web_place(std::string_view text);

}  // namespace blason::did
