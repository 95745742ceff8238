// Checks of a token, and of the credential or presentation inside.
#pragma once

#include <optional>
#include <string_view>

#include "vc/checks/session.hpp"
#include "vc/format.hpp"

namespace blason::vc::checks {

enum class Expected { Any, Credential, Presentation };

struct TokenFindings {
    Findings findings;
    Format format = Format::Jwt;
    bool presentation = false;
    json::Document document;  ///< what was signed; null when the token cannot be read
};

/// Reads and verifies. What cannot be read gives one check `format` that fails, and no document.
TokenFindings check_token(std::string_view text, Expected expected, const Session& session);

/// The token in a credential of a presentation: an envelope, or in version 1.1 the text itself. Nothing where there is
/// neither. Errors of enveloped_token.
std::optional<Result<std::string_view>> token_inside(const json::Value& credential);

/// Check "validity-period": `exp`, `nbf` and `iat` of the token itself, 60 seconds of difference between clocks
/// allowed. Codes "jwt-expired", "jwt-not-yet-valid"; says nothing when they are good.
void check_token_times(const json::Object& claims, const Session& session, CheckList& list);

}  // namespace blason::vc::checks
