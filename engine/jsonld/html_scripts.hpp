// The JSON-LD script elements of an HTML page (JSON-LD API section 6), found with the parsing algorithm of HTML.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::jsonld {

/// A script element whose type is application/ld+json, with or without parameters.
struct HtmlScript {
    std::string type;  ///< the type attribute as written
    std::string text;  ///< the text content; character references are no markup here and stay as they are
};

struct HtmlScripts {
    std::optional<std::string> base_href;  ///< of the first base element that has one, as written
    std::vector<HtmlScript> scripts;       ///< in the order of the page
};

/// What one page may cost. HTML mends every mistake, and hostile pages make that take memory and time without end.
struct HtmlLimits {
    std::size_t max_bytes = 4U << 20U;          ///< size of the page, in bytes
    std::size_t max_memory = 64U << 20U;        ///< of the parsed page, in bytes
    std::chrono::milliseconds max_time{2'000};  ///< processor time of this thread
};

/// `id`: only the first element with this id counts; when that is no JSON-LD script element, none is found. Scripts in
/// template elements and in comments are no part of the page. A page sent as XHTML is read like any other. Error
/// "loading document failed": a page that is not UTF-8, and one that passes a limit (kind TooLarge).
Result<HtmlScripts> find_html_scripts(std::string_view page, std::optional<std::string_view> id = {},
                                      const HtmlLimits& limits = {});

}  // namespace blason::jsonld
