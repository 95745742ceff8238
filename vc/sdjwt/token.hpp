// An SD-JWT with a credential inside, read but not verified.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/hash.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "vc/jwt/token.hpp"

namespace blason::vc::sdjwt {

struct Token {
    /// What the issuer signed, with what was disclosed in its place. The document of an SD-JWT VC has its claims too.
    jwt::Token issued;
    bool vcdm = true;                    ///< a credential of the data model; otherwise an SD-JWT VC
    std::vector<std::string> places;     ///< pointers of what was disclosed
    blason::sdjwt::Positions positions;  ///< in arrays, of what is left of them
    std::string_view key_binding;        ///< view into the text; empty: none
    std::string_view bound;              ///< what the key binding is of
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
};

/// `text` must outlive the token. Errors of engine/sdjwt (combined, reveal), jose::parse_compact, jose::parse_claims;
/// "jwt-typ" (neither vc+sd-jwt nor dc+sd-jwt), "jwt-no-credential".
Result<Token> read(std::string_view text);

}  // namespace blason::vc::sdjwt
