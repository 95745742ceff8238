// The text of an SD-JWT (RFC 9901 section 4): `JWT~disclosure~...~`, and at its end the key binding JWT where the
// holder has made one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/sdjwt/disclosure.hpp"

namespace blason::sdjwt {

inline constexpr std::size_t kMaxBytes = 1U << 20U;

struct Parts {
    std::string_view jwt;
    std::vector<Disclosure> disclosures;
    std::string_view key_binding;  ///< empty: none
    std::string_view bound;        ///< everything before the key binding JWT: what `sd_hash` is of
};

/// Whether a text has the shape of one.
bool is_sd_jwt(std::string_view text);
/// Views into `text`. Errors "jose-size", "sd-jwt-malformed", "sd-too-many", those of parse_disclosure.
Result<Parts> split(std::string_view text);
/// Without a key binding JWT, which is what is bound.
std::string join(std::string_view jwt, const std::vector<Disclosure>& disclosures);

}  // namespace blason::sdjwt
