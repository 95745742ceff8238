#include "wallet-server/http/path.hpp"

#include "engine/text/percent.hpp"
#include "engine/text/utf8.hpp"

namespace blason::http {
namespace {

Error bad_path(const char* detail) {
    return malformed("http-path", detail);
}

}  // namespace

Result<std::string> decode_path(std::string_view raw) {
    auto path = text::percent_decode(raw);
    if (!path) return bad_path("the path contains a broken percent-encoding");
    if (std::count(path->begin(), path->end(), '/') != std::count(raw.begin(), raw.end(), '/') ||
        path->find('\\') != std::string::npos) {
        return bad_path("the path contains an encoded slash or a backslash");
    }
    if (std::any_of(path->begin(), path->end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; })) {
        return bad_path("the path contains a control character");
    }
    if (text::first_invalid_utf8(*path)) return bad_path("the path is not UTF-8");
    std::string_view rest = *path;
    while (!rest.empty()) {
        const auto segment = rest.substr(0, rest.find('/'));
        if (segment == "." || segment == "..") return bad_path("the path contains a dot segment");
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    }
    return std::move(*path);
}

}  // namespace blason::http
