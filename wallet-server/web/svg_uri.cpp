#include "wallet-server/web/svg_uri.hpp"

#include "engine/text/percent.hpp"

namespace blason::web {

std::string svg_uri(std::string_view svg) {
    return "data:image/svg+xml," + text::percent_encode(svg, ":/=,;");
}

}  // namespace blason::web
