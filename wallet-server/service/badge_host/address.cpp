#include "wallet-server/service/badge_host/address.hpp"

#include <algorithm>

#include "engine/iri/iri.hpp"
#include "engine/text/percent.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::service::badge_host {
namespace {

constexpr std::string_view kApiPath = "/ims/ob/v3p0";

Error bad_address(std::string_view address) {
    return refused("host-address", "This is no https address: " + std::string(address.substr(0, 200)));
}

bool is_web(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

/// "localhost:8080/x", "example.org/x": what stands before the first slash looks like a host, and no scheme does.
bool looks_like_host(std::string_view text) {
    const auto host = text.substr(0, text.find_first_of("/?#"));
    const auto name = host.substr(0, host.find(':'));
    return !name.empty() && (name.find('.') != std::string_view::npos || name == "localhost");
}

/// Everything that could make another reader see another host.
bool is_clean(std::string_view url) {
    const auto authority = iri::split(url).authority;
    return std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; }) &&
           !authority.empty() && authority.find('@') == std::string_view::npos;
}

}  // namespace

Result<std::string> base_address(std::string_view typed) {
    std::string url(http::trim_ows(typed));
    if (!is_web(url) && looks_like_host(url)) url = "https://" + url;
    if (!is_web(url) || !is_clean(url)) return bad_address(typed);
    url = url.substr(0, url.find_first_of("?#"));
    const auto api = url.find(kApiPath);
    if (api != std::string::npos) url.resize(api);
    while (url.ends_with('/')) url.pop_back();
    return url;
}

Result<std::string> completed_address(std::string_view base, std::string_view address) {
    std::string url(http::trim_ows(address));
    const auto scheme = base.substr(0, base.find(':'));
    if (!is_web(url)) {
        if (url.starts_with('/')) {
            url = iri::resolve(base, url);
        } else if (looks_like_host(url)) {
            url = std::string(scheme) + "://" + url;
        }
    }
    const bool secure = url.starts_with("https://") || (scheme == "http" && url.starts_with("http://"));
    if (!secure || !is_clean(url)) return bad_address(address);
    return url;
}

std::string_view origin(std::string_view url) {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return url;
    return url.substr(0, url.find_first_of("/?#", start + 3));
}

std::string form_encoded(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) out += '&';
        out += text::percent_encode(name);
        out += '=';
        out += text::percent_encode(value);
    }
    return out;
}

std::optional<std::string> parameter(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        if (text::percent_decode(pair.substr(0, equals), text::Plus::Space) != name) continue;
        if (found) return std::nullopt;
        found = text::percent_decode(pair.substr(std::min(equals + 1, pair.size())), text::Plus::Space);
        if (!found) return std::nullopt;
    }
    return found;
}

std::optional<std::string> link_target(std::string_view field, std::string_view relation) {
    while (true) {
        const auto open = field.find('<');
        const auto close = field.find('>', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
        const auto target = field.substr(open + 1, close - open - 1);
        field.remove_prefix(close + 1);
        // The parameters of this link end where the next one begins.
        auto parameters = field.substr(0, field.find('<'));
        const auto rel = parameters.find("rel=");
        if (rel == std::string_view::npos) continue;
        auto value = parameters.substr(rel + 4);
        if (value.starts_with('"')) {
            value.remove_prefix(1);
            value = value.substr(0, value.find('"'));
        } else {
            value = value.substr(0, value.find_first_of(",; "));
        }
        // One or more relations, separated by spaces.
        while (!value.empty()) {
            const auto one = value.substr(0, value.find(' '));
            value.remove_prefix(std::min(one.size() + 1, value.size()));
            if (text::equal_without_case(one, relation)) return std::string(target);
        }
    }
}

}  // namespace blason::service::badge_host
