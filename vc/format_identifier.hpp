// Credential Format Identifiers: what the OpenID4VC protocols call the forms of credentials (OpenID4VP 1.0 Appendix B,
// OpenID4VCI 1.0 Appendix A).
#pragma once

#include <optional>
#include <string_view>

namespace blason::vc {

enum class FormatIdentifier {
    LdpVc,      ///< "ldp_vc": JSON with Data Integrity proofs inside
    JwtVcJson,  ///< "jwt_vc_json": a compact JWS around it
    DcSdJwt,    ///< "dc+sd-jwt": an SD-JWT VC, whose payload has `vct`
    VcSdJwt     ///< "vc+sd-jwt": an SD-JWT around a credential of VCDM 2.0; no standard's, but what wallets say
};

std::string_view to_text(FormatIdentifier format);
/// Nothing for a form that we do not read, such as "mso_mdoc".
std::optional<FormatIdentifier> parse_format_identifier(std::string_view text);

}  // namespace blason::vc
