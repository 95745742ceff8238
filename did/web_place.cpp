#include "did/web_place.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "engine/text/ascii.hpp"
#include "engine/text/percent.hpp"
#include "engine/text/utf8.hpp"

namespace blason::did {
namespace {

Error invalid(std::string detail) {
    return refused("INVALID_DID", std::move(detail));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// RFC 1123 section 2.1: letters, digits and inner hyphens, 1 to 63 of them.
bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
}

/// A last label that is a number, decimal or hexadecimal, makes an IPv4 address of the host in one of its spellings
/// ("127.1", "2130706433", "0x7f000001").
bool looks_like_ip_address(std::string_view last_label) {
    const bool hexadecimal = last_label.starts_with("0x") || last_label.starts_with("0X");
    return hexadecimal || std::all_of(last_label.begin(), last_label.end(), is_digit);
}

bool is_dns_name(std::string_view host) {
    if (host.size() > 253) return false;
    const auto labels = split(host, '.');
    return std::all_of(labels.begin(), labels.end(), is_label) && !looks_like_ip_address(labels.back());
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
    return code == std::errc{} && end == text.data() + text.size() && text.front() != '0' && port <= 65535;
}

/// "example.org%3A8443" -> "example.org:8443"
Result<std::string> authority(std::string_view text) {
    const auto percent = text.find('%');
    const auto host = text.substr(0, percent);
    if (!is_dns_name(host)) return invalid("The host of the identifier must be a DNS name.");
    std::string result = text::lower(host);
    if (percent == std::string_view::npos) return result;

    const auto escaped = text.substr(percent);
    if (!escaped.starts_with("%3A") && !escaped.starts_with("%3a")) {
        return invalid("In the host of the identifier only the colon before a port is percent-encoded.");
    }
    const auto port = escaped.substr(3);
    if (!is_port(port)) return invalid("The port of the identifier is not a number from 1 to 65535.");
    return result + ":" + std::string(port);
}

/// Decoded once, a segment must still be one plain name: a second decoding anywhere must not change where it leads.
bool is_safe_segment(std::string_view encoded) {
    // The syntax was checked when the DID was parsed.
    const auto name = text::percent_decode_leniently(encoded);
    if (name.empty() || name == "." || name == "..") return false;
    if (name.find_first_of("/\\%?#") != std::string::npos) return false;
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    return std::none_of(name.begin(), name.end(), is_control) && !text::first_invalid_utf8(name);
}

}  // namespace

std::string WebPlace::folder() const {
    auto url = "https://" + authority + "/";
    for (const auto& segment : segments) url.append(segment).append("/");
    return url;
}

std::string WebPlace::file(std::string_view name) const {
    return folder() + (segments.empty() ? ".well-known/" : "") + std::string(name);
}

Result<WebPlace> parse_web_place(std::string_view text) {
    const auto parts = split(text, ':');
    auto host = authority(parts.front());
    if (!host) return std::move(host).error();
    WebPlace place{*std::move(host), {}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!is_safe_segment(parts[i])) {
            return invalid(fmt::format("Segment {} of the path of the identifier is empty or not a plain name.", i));
        }
        place.segments.emplace_back(parts[i]);
    }
    return place;
}

}  // namespace blason::did
