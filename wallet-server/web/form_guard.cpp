#include "wallet-server/web/form_guard.hpp"

#include <algorithm>
#include <array>

#include "engine/base/bytes.hpp"
#include "wallet-server/http/cookie.hpp"

namespace blason::web {

namespace {

constexpr std::size_t kTokenLetters = 32;

bool is_token(std::string_view text) {
    return text.size() == kTokenLetters && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]));
    }
    return difference == 0;
}

/// "https://host:port" of a URL.
std::string_view origin_of(std::string_view url) {
    const std::size_t authority = url.find("://");
    if (authority == std::string_view::npos) return url;
    return url.substr(0, url.find('/', authority + 3));
}

/// The part of a loopback origin after its host (":8080" or nothing); no value for any other host.
std::optional<std::string_view> loopback_port(std::string_view origin) {
    for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        if (!origin.starts_with(host)) continue;
        const std::string_view port = origin.substr(host.size());
        if (port.empty() || port.front() == ':') return port;
    }
    return std::nullopt;
}

bool is_our_origin(std::string_view origin, std::string_view base_url) {
    const std::string_view own = origin_of(base_url);
    if (origin == own) return true;
    const auto own_port = loopback_port(own);
    return own_port && loopback_port(origin) == own_port;
}

}  // namespace

FormToken form_token(const http::Request& request, crypto::Random& random) {
    if (auto cookie = request.cookie(kFormCookie); cookie && is_token(*cookie)) return {std::move(*cookie), false};
    return {to_hex(random.bytes(kTokenLetters / 2)), true};
}

std::string form_cookie(std::string_view token, std::string_view base_url) {
    return http::to_text({kFormCookie, token}, base_url);
}

bool is_our_form(const http::Request& request, const std::vector<http::FormField>& form, std::string_view base_url) {
    const auto site = request.fields.find("Sec-Fetch-Site");
    if (site && *site != "same-origin") return false;
    const auto origin = request.fields.find("Origin");
    if (origin && *origin == "null") {
        if (!site) return false;
    } else if (origin && !is_our_origin(*origin, base_url)) {
        return false;
    }
    const auto cookie = request.cookie(kFormCookie);
    if (!cookie || !is_token(*cookie)) return false;
    const auto field = std::find_if(form.begin(), form.end(), [](const auto& f) { return f.name == kFormField; });
    return field != form.end() && equal_in_constant_time(field->value, *cookie);
}

}  // namespace blason::web
