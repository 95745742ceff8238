// Fetches a document over HTTP and checks that it is about the identifier that was asked for.
#pragma once

#include <string>
#include <string_view>

#include "did/resolver.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did {

inline constexpr std::size_t kMaxDocumentBytes = 256U << 10U;

/// The body of a file that says what an identifier means. Errors: "NOT_FOUND" (status 404 or 410, kind NotFound);
/// "INVALID_DID_DOCUMENT" (too large). Of kind Unavailable, because nothing is known then: the client's own code
/// ("fetch-offline", "fetch-failed", "fetch-timeout", "fetch-refused") when the host could not be asked, "fetch-status"
/// when it gave another status.
Result<std::string> fetch_text(net::HttpClient& client, const std::string& url, std::string accept,
                               std::size_t max_bytes);

/// Its `metadata.ttl` is what the host's Cache-Control says, if it says anything, but at least a minute.
/// Errors of fetch_text, "INVALID_DID_DOCUMENT" (not JSON, not a document, about another identifier), and
/// "private-key-in-document".
Result<Resolution> fetch_document(net::HttpClient& client, const std::string& url, std::string_view expected_id);

/// What stands at the URL itself: the document about it, or keys alone. Errors of fetch_document.
Result<Resolution> fetch_published(net::HttpClient& client, const std::string& url);

}  // namespace blason::did
