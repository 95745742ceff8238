#include <boost/url.hpp>

#include "wallet-server/config/config.hpp"

namespace blason::config {
namespace {

Error usage(std::string code, std::string detail) {
    return {std::move(code), std::move(detail), "", ErrorKind::Usage};
}

std::string own_address(const Config& config, std::uint16_t port) {
    const auto host = config.host.find(':') == std::string::npos ? config.host : "[" + config.host + "]";
    const std::string scheme = config.tls_certificate.empty() ? "http://" : "https://";
    return scheme + host + ":" + std::to_string(port);
}

/// http or https, a host, and at most a path.
bool is_base_url(const std::string& text) {
    const auto url = boost::urls::parse_uri(text);
    if (!url || url->host().empty() || url->has_query() || url->has_fragment() || url->has_userinfo()) return false;
    return text.starts_with("https://") || text.starts_with("http://");
}

}  // namespace

std::string listens_on(const Config& config, std::uint16_t port) {
    const auto address = own_address(config, port);
    auto text = "Blason listens on " + address;
    if (config.base_url != address) text += ", and is reached as " + config.base_url;
    if (config.demo) text += " (demo)";
    return text;
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "::1") return true;
    const auto address = boost::urls::parse_ipv4_address({host.data(), host.size()});
    return address && address->is_loopback();
}

Result<Config> checked(Config config) {
    if (config.demo && !is_loopback(config.host))
        return usage(
            "demo-needs-loopback",
            "The demo asks for no keys, so it listens on loopback addresses only, not on \"" + config.host + "\".");
    if (config.tls_certificate.empty() != config.tls_key.empty())
        return usage("tls-incomplete", "TLS needs both a certificate and its key.");
    if (config.presentation_certificate.empty() != config.presentation_key.empty())
        return usage("presentations-incomplete", "The verifier's certificate comes with its key.");

    if (config.base_url.empty() && config.port == 0)
        return usage("base-url-missing", "A port chosen by the system (0) needs a base URL.");
    if (config.base_url.empty()) config.base_url = own_address(config, config.port);
    while (config.base_url.ends_with('/')) config.base_url.pop_back();
    if (!is_base_url(config.base_url))
        return usage("base-url-syntax", "The base URL is an absolute http or https URL without query and fragment.");
    const bool https = config.base_url.starts_with("https://");
    if (!https && !is_loopback(config.host)) {
        return usage("tls-required",
                     "Outside of loopback the base URL is https: give a certificate, or the address of the proxy.");
    }

    const bool on_the_web =
        config.issuer_identity == IssuerIdentity::DidWeb || config.issuer_identity == IssuerIdentity::DidWebvh;
    if (on_the_web && !https)
        return usage("did-web-needs-https",
                     "A did:web or did:webvh issuer needs a base URL that begins with https://.");
    if (config.issuer_identity == IssuerIdentity::Auto)
        config.issuer_identity = https ? IssuerIdentity::DidWeb : IssuerIdentity::DidKey;

    const bool file = !config.key_file.empty();
    const bool passphrase = !config.passphrase_file.empty();
    if (file && passphrase) return usage("master-key-source", "Give a key file or a passphrase file, not both.");
    if (!file && !passphrase && !config.demo) {
        return usage("master-key-source",
                     "Private keys are kept encrypted: name a key file (64 hexadecimal characters, mode 0600) "
                     "or a passphrase file. Only the demo makes its own.");
    }
    return config;
}

}  // namespace blason::config
