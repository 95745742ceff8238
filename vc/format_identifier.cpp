#include "vc/format_identifier.hpp"

#include <array>
#include <utility>

namespace blason::vc {

namespace {

constexpr std::array<std::pair<FormatIdentifier, std::string_view>, 4> kNames{{
    {FormatIdentifier::LdpVc, "ldp_vc"},
    {FormatIdentifier::JwtVcJson, "jwt_vc_json"},
    {FormatIdentifier::DcSdJwt, "dc+sd-jwt"},
    {FormatIdentifier::VcSdJwt, "vc+sd-jwt"},
}};

}  // namespace

std::string_view to_text(FormatIdentifier format) {
    for (const auto& [identifier, name] : kNames) {
        if (identifier == format) return name;
    }
    return {};
}

std::optional<FormatIdentifier> parse_format_identifier(std::string_view text) {
    for (const auto& [identifier, name] : kNames) {
        if (name == text) return identifier;
    }
    return std::nullopt;
}

}  // namespace blason::vc
