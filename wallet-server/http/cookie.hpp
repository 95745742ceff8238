// Set-Cookie values (RFC 6265 section 4.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blason::http {

enum class SameSite {
    Strict,  ///< only with requests that come from our own pages
    Lax      ///< also when another site sends the browser here (a top-level GET)
};

struct Cookie {
    std::string_view name;
    std::string_view value;
    std::optional<std::int64_t> max_age{};  ///< seconds; nothing: until the browser ends
    SameSite same_site = SameSite::Strict;
    std::string_view path = "/";
};

/// Always HttpOnly, because no page has scripts that would read it; Secure where `base_url` is https.
inline std::string to_text(const Cookie& cookie, std::string_view base_url) {
    std::string text(cookie.name);
    text.append("=").append(cookie.value).append("; Path=").append(cookie.path);
    if (cookie.max_age) text.append("; Max-Age=").append(std::to_string(*cookie.max_age));
    text.append("; HttpOnly; SameSite=").append(cookie.same_site == SameSite::Strict ? "Strict" : "Lax");
    if (base_url.starts_with("https://")) text += "; Secure";
    return text;
}

}  // namespace blason::http
