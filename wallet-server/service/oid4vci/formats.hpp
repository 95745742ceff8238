// The formats in which a badge is offered, and how each is made.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "vc/format.hpp"
#include "vc/oid4vci/metadata.hpp"

namespace blason::service::oid4vci {

struct CredentialFormat {
    std::string_view name;  ///< of OpenID4VCI 1.0 appendix A
    vc::Format format;
    bool as_claims;  ///< an SD-JWT VC
};

/// `vc+sd-jwt` is the SD-JWT of a credential of VCDM 2.0 here; that it once was the name of `dc+sd-jwt` is only known
/// where wallets of draft 13 ask.
inline constexpr std::array kFormats{CredentialFormat{vc::oid4vci::kLdpVc, vc::Format::DataIntegrity, false},
                                     CredentialFormat{vc::oid4vci::kJwtVcJson, vc::Format::Jwt, false},
                                     CredentialFormat{vc::oid4vci::kDcSdJwt, vc::Format::SdJwt, true},
                                     CredentialFormat{vc::oid4vci::kVcSdJwt, vc::Format::SdJwt, false}};

inline const CredentialFormat* find_format(std::string_view name) {
    for (const auto& row : kFormats)
        if (row.name == name) return &row;
    return nullptr;
}

/// A credential configuration: an achievement in a format. Its id, and the scope that stands for it, is
/// "ACHIEVEMENT.FORMAT"; short names of achievements have no dot.
struct Configuration {
    std::string achievement;
    const CredentialFormat* format;

    [[nodiscard]] std::string id() const { return achievement + "." + std::string(format->name); }
};
inline std::optional<Configuration> parse_configuration(std::string_view id) {
    const auto dot = id.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto* format = find_format(id.substr(dot + 1));
    if (format == nullptr) return std::nullopt;
    return Configuration{std::string(id.substr(0, dot)), format};
}

}  // namespace blason::service::oid4vci
