#include "vc/openbadges/equality.hpp"

#include "engine/text/percent.hpp"
#include "vc/model/values.hpp"

namespace blason::openbadges {
namespace {

std::string normalized(std::string_view id) {
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const std::string text = text::percent_decode_leniently(id);
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
