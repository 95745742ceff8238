// Forms are accepted only from our own pages: a token in a cookie and in the form (double submit), and the browser's
// own word about where the form came from (requirement HT20).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/random.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::web {

inline constexpr std::string_view kFormField = "csrf";
inline constexpr std::string_view kFormCookie = "blason-form";

/// The token of this browser: that of its cookie, or a new one, 128 random bits.
struct FormToken {
    std::string text;
    bool is_new = false;
};
FormToken form_token(const http::Request& request, crypto::Random& random);

/// The Set-Cookie value for a new token: SameSite=Strict, HttpOnly, and Secure where the installation is https.
std::string form_cookie(std::string_view token, std::string_view base_url);

/// True when the form's token is the cookie's, compared in constant time, and neither Origin nor Sec-Fetch-Site says
/// that the form stood elsewhere. Origin must be that of `base_url`; where that is a loopback address its other names
/// (localhost, 127.0.0.1, [::1]) with the same port will do. "Origin: null" is what browsers send from our own pages
/// because of Referrer-Policy: no-referrer, so it counts only when Sec-Fetch-Site says same-origin.
bool is_our_form(const http::Request& request, const std::vector<http::FormField>& form, std::string_view base_url);

}  // namespace blason::web
