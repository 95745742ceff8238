// JSON-LD API section 9.4: what a loaded document means by its Content-Type and its Link headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/jsonld/processor.hpp"

namespace blason::jsonld {

/// One link of a Link header (RFC 8288 section 3).
struct Link {
    std::string target;  ///< as written, may be relative
    std::string relation;
    std::string type;
};

/// The links of one header value; what does not follow the grammar ends the list.
std::vector<Link> parse_link_header(std::string_view header);

/// Section 9.4, steps 2 to 8: loads, follows an alternate link from another media type to JSON-LD, parses, and finds
/// the context a Link header names. HTML is refused like every other type that is not JSON, unless `options` asks for
/// it. `base`: as Options::base. Errors "loading document failed", "multiple context link headers", "invalid script
/// element".
Result<Document> load_document(DocumentLoader& loader, std::string_view url, const LoadOptions& options,
                               const std::optional<std::string>& base = {});

}  // namespace blason::jsonld
