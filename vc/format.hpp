// The forms in which a credential or presentation is secured.
#pragma once

#include <optional>
#include <string_view>

namespace blason::vc {

enum class Format {
    DataIntegrity,  ///< JSON with proofs inside
    Jwt,            ///< a compact JWS around it (VC-JOSE-COSE, Open Badges 3.0 section 8.2)
    SdJwt           ///< the same, with parts that the holder may keep to themselves (RFC 9901)
};

std::string_view to_text(Format format);  ///< "data-integrity", "jwt", "sd-jwt"
std::optional<Format> parse_format(std::string_view text);

}  // namespace blason::vc
