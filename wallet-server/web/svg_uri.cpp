#include "wallet-server/web/svg_uri.hpp"

#include <fmt/format.h>

namespace blason::web {

std::string svg_uri(std::string_view svg) {
    std::string out = "data:image/svg+xml,";
    out.reserve(out.size() + svg.size() * 2);
    for (const char c : svg) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              std::string_view("-._~:/=,;").find(c) != std::string_view::npos;
        if (is_plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace blason::web
