// The picture that other sites show of what is shared (Open Graph).
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/web/dependencies.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// Absolute address. An achievement's own picture where that is a PNG: most sites that show previews know no SVG. Else
/// the SVG that is drawn for it, with its words in that language.
std::string share_picture(std::string_view org, std::string_view achievement, Language language,
                          const PageDependencies& dependencies);

}  // namespace blason::web
