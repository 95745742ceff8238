// did:webvh 1.0: from the identifier to the document of one version.
#pragma once

#include <optional>
#include <string_view>

#include "did/did.hpp"
#include "did/resolver.hpp"
#include "did/webvh/log.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did::webvh {

/// Fetches the log, and the witnesses' file when a version has witnesses. Without a version in `options` the latest is
/// meant, and the whole log must fit; an older one stands even if later entries do not.
/// Errors: "INVALID_DID" (pointer: /LINE/...), "NOT_FOUND" (no log, no such version), "INVALID_DID_DOCUMENT",
/// "INVALID_OPTIONS" (more than one way to name a version), "private-key-in-document", and those of fetch_text.
Result<Resolution> resolve(const Did& did, net::HttpClient& client, const ResolveOptions& options);

/// The same from texts at hand. `witnesses`: did-witness.json, nothing when there is none.
Result<Resolution> resolve_from(const Did& did, std::string_view log, std::optional<std::string_view> witnesses,
                                const ResolveOptions& options);

}  // namespace blason::did::webvh
