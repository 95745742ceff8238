#include "engine/text/base64.hpp"

#include <algorithm>
#include <string>

#include "engine/text/base64url.hpp"

namespace blason::text {

std::optional<Bytes> base64_decode(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    if (text.find_first_of("-_") != std::string_view::npos) return std::nullopt;
    std::string url(text);
    std::replace(url.begin(), url.end(), '+', '-');
    std::replace(url.begin(), url.end(), '/', '_');
    auto bytes = base64url_decode(url);
    if (!bytes) return std::nullopt;
    return std::move(*bytes);
}

}  // namespace blason::text
