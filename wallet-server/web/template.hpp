// Mustache templates (https://mustache.github.io/mustache.5.html), rendered with HTML escaping.
#pragma once

#include <string>
#include <string_view>

#include "engine/json/value.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// Renders templates/NAME.mustache. `data` is what the page shows; {{t.home.title}} is a text of the language's
/// catalogue;
/// {{> name}} is another template. Values are HTML-escaped unless the template writes {{{name}}}.
/// A section is left out when its value is false, null, an empty list or an empty string.
std::string render(std::string_view name, const json::Object& data, Language language);

}  // namespace blason::web
