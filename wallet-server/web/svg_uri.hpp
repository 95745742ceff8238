// A drawing inside a page, without a request of its own.
#pragma once

#include <string>
#include <string_view>

namespace blason::web {

/// "data:image/svg+xml,...", for an <img>.
std::string svg_uri(std::string_view svg);

}  // namespace blason::web
