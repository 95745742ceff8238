// A token with a credential or presentation inside, read but not verified.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/jose/jws.hpp"
#include "engine/json/document.hpp"

namespace blason::vc::jwt {

struct Token {
    jose::Jws jws;
    json::Object claims;      ///< those of the token itself; of version 1.1 all but `vc` and `vp`
    json::Document document;  ///< the payload without them; of version 1.1 what `vc` or `vp` holds
    bool presentation = false;
};

/// Reads a compact JWS by the edition of what is inside: VCDM 2.0 is the payload itself, VCDM 1.1 is in the claim `vc`
/// or `vp` and completed by the other claims. Errors of jose::parse_compact and jose::parse_claims; "jwt-typ" (a token
/// of another kind: `typ` may be absent, "JWT", or that of a credential or presentation), "jwt-no-credential" (nothing
/// of the kind inside), "jwt-edition" (`vc` or `vp` around version 2.0, or version 1.1 without them).
Result<Token> read(std::string_view text);

}  // namespace blason::vc::jwt
