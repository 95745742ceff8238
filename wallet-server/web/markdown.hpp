// The small, safe part of Markdown (CommonMark 0.31) that narratives and criteria need.
#pragma once

#include <string>
#include <string_view>

namespace blason::web {

/// Paragraphs, *emphasis*, **strong**, `code`, lists ("- ", "* ", "1. "), headings (shown as strong lines) and links
/// [text](https://...) to http and https only, with rel="noopener nofollow ugc". There is no raw HTML and no image:
/// every other character is shown as it stands. At most 20,000 bytes are read; time is linear in them.
std::string markdown_to_html(std::string_view markdown);

}  // namespace blason::web
