#include "wallet-server/http/client/url_rules.hpp"

#include "wallet-server/http/grammar.hpp"

namespace blason::http {
namespace {

Error refused_url(const char* detail) {
    return refused("fetch-refused", detail);
}

bool good_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '_'; });
}

/// A host name of labels (RFC 1123). Where the last label is a number the host is an address in the eyes of many
/// readers (WHATWG URL section 3.5): then only dotted decimal is allowed.
bool good_host(std::string_view host, std::optional<IpAddress>& address) {
    if (host.empty() || host.size() > 253) return false;
    std::string_view last;
    for (std::string_view rest = host;;) {
        const auto dot = rest.find('.');
        last = rest.substr(0, dot);
        if (!good_label(last)) return false;
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    const bool hexadecimal = last.size() >= 2 && last[0] == '0' && text::lower(last[1]) == 'x';
    if (!hexadecimal && !std::all_of(last.begin(), last.end(), is_digit)) return true;
    address = parse_ip(host);
    return address.has_value();
}

}  // namespace

Result<CheckedUrl> check_url(std::string_view url, bool allow_http) {
    const bool clean = std::all_of(url.begin(), url.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    });
    if (!clean) return refused_url("the URL contains a character that must be percent-encoded");
    CheckedUrl out;
    if (text::equal_without_case(url.substr(0, 8), "https://")) {
        url.remove_prefix(8);
    } else if (allow_http && text::equal_without_case(url.substr(0, 7), "http://")) {
        url.remove_prefix(7);
        out.tls = false;
        out.port = 80;
    } else {
        return refused_url("only https URLs are fetched");
    }
    const auto authority = url.substr(0, url.find_first_of("/?#"));
    auto rest = url.substr(authority.size());
    rest = rest.substr(0, rest.find('#'));
    if (authority.find('@') != std::string_view::npos) return refused_url("the URL contains user information");

    std::string_view host = authority;
    std::string_view port;
    const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) return refused_url("the host of the URL is not a host");
    const auto colon = authority.find(':', bracket);
    if (colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon + 1);
        unsigned number = 0;
        const auto [end, failed] = std::from_chars(port.data(), port.data() + port.size(), number);
        if (failed != std::errc() || end != port.data() + port.size() || number == 0 || number > 65535) {
            return refused_url("the port of the URL is not a port");
        }
        out.port = static_cast<std::uint16_t>(number);
    }
    if (host.starts_with('[')) {
        if (!host.ends_with(']')) return refused_url("the host of the URL is not a host");
        host = host.substr(1, host.size() - 2);
        out.address = parse_ip(host);
        if (!out.address || !out.address->v6) return refused_url("the host of the URL is not a host");
    } else if (!good_host(host, out.address)) {
        return refused_url("the host of the URL is not a host");
    }
    out.host = text::lower(host);

    out.url = out.tls ? "https://" : "http://";
    out.url += out.address && out.address->v6 ? "[" + out.host + "]" : out.host;
    out.url += ":" + std::to_string(out.port);
    if (!rest.starts_with('/')) out.url += '/';
    out.url += rest;
    return out;
}

}  // namespace blason::http
