// Texts as OAuth and what is built on it allow them in answers.
#pragma once

#include <string>
#include <string_view>

namespace blason::service::oauth {

/// `error_description` (RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E); other characters become "?".
inline std::string error_description(std::string_view text) {
    std::string out;
    for (const char c : text) out += c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? '?' : c;
    return out;
}

}  // namespace blason::service::oauth
