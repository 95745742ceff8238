#include "did/did_web.hpp"

#include <fmt/format.h>

#include "did/fetch_document.hpp"
#include "did/web_place.hpp"

namespace blason::did {
namespace {

/// idchar of DID Core section 3.1.
bool is_id_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
           c == '_';
}

}  // namespace

Result<std::string> did_web_url(const Did& did) {
    const auto place = parse_web_place(did.specific_id);
    if (!place) return place.error();
    return place->file("did.json");
}

std::string web_identifier(std::string_view host, const std::vector<std::string>& path) {
    std::string text;
    for (const char c : host) {
        if (c == ':') {
            text += "%3A";
        } else {
            text.push_back(c);
        }
    }
    for (const auto& segment : path) {
        text.push_back(':');
        for (const char c : segment) {
            if (is_id_char(c)) {
                text.push_back(c);
            } else {
                text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            }
        }
    }
    return text;
}

std::string did_web(std::string_view host, const std::vector<std::string>& path) {
    return "did:web:" + web_identifier(host, path);
}

Result<Resolution> resolve_did_web(const Did& did, net::HttpClient& client) {
    const auto url = did_web_url(did);
    if (!url) return url.error();
    return fetch_document(client, *url, did.text);
}

}  // namespace blason::did
