// Text made safe for XML and HTML: between tags and inside quoted attributes.
#pragma once

#include <string>
#include <string_view>

namespace blason::web {

/// Escapes & < > " and ', and leaves out what XML 1.0 section 2.2 does not allow as a character: control characters
/// other than tab, line feed and carriage return, surrogates, U+FFFE, U+FFFF, and bytes that are not UTF-8.
std::string xml_text(std::string_view text);

/// Only leaves out those characters, and escapes nothing: for what people type into a form.
std::string plain_text(std::string_view text);

}  // namespace blason::web
