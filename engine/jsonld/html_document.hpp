// JSON-LD in HTML pages: JSON-LD API section 9.4 step 6, and the algorithms of section 6.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/jsonld/processor.hpp"

namespace blason::jsonld {

/// text/html and application/xhtml+xml; `type` as media_type() gives it.
bool is_html_type(std::string_view type);

/// The script element `fragment` names by id, percent-encoded or not; without a fragment the first one of
/// `options.request_profile`, or else the first of all, or all of them as one array with
/// `options.extract_all_scripts`. A base element is resolved against `base`. Errors "loading document failed", "invalid
/// script element".
Result<Document> read_html_document(const RemoteDocument& page, std::optional<std::string_view> fragment,
                                    std::string_view base, const LoadOptions& options);

}  // namespace blason::jsonld
