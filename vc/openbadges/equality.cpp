#include "vc/openbadges/equality.hpp"

#include "vc/model/values.hpp"

namespace blason::openbadges {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Once. A percent sign that begins no escape stands for itself.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string normalized(std::string_view id) {
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const std::string text = percent_decoded(id);
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

}  // namespace

std::optional<BadgeIdentity> badge_identity(const json::Value& credential) {
    const json::Value* issuer = json::find(credential, "issuer");
    const json::Value* id = json::find(credential, "id");
    if (issuer == nullptr || id == nullptr || !id->is_string()) return std::nullopt;
    const auto issuer_id = vc::model::id_of(*issuer);
    if (!issuer_id) return std::nullopt;
    BadgeIdentity identity{normalized(*issuer_id), normalized(json::view(*id))};
    if (identity.issuer.empty() || identity.credential.empty()) return std::nullopt;
    return identity;
}

}  // namespace blason::openbadges
