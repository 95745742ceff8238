// did:web: a document on a web server.
#pragma once

#include <string>

#include "did/did.hpp"
#include "did/resolver.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did {

/// Where the document is: "https://example.org/.well-known/did.json", or "https://example.org/a/b/did.json" for
/// "did:web:example.org:a:b". A port is written "%3A8443". Error of parse_web_place (did/web_place.hpp).
Result<std::string> did_web_url(const Did& did);

/// "did:web:example.org%3A8443:a:b" from the host (with ":port" when it is not 443) and the path segments.
std::string did_web(std::string_view host, const std::vector<std::string>& path = {});

/// What follows "did:web:": "example.org%3A8443:a:b".
std::string web_identifier(std::string_view host, const std::vector<std::string>& path = {});

/// Errors of `did_web_url` and of `fetch_document`.
Result<Resolution> resolve_did_web(const Did& did, net::HttpClient& client);

}  // namespace blason::did
