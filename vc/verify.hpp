// Verification: bytes in, a report out. An Error means "could not be read at all"; a failing report means "checked, and
// no".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/report.hpp"

namespace blason::vc {

struct VerifyOptions {
    Instant now;
    /// Nothing is passed over: advisories fail, an unchecked schema and a proof of an unknown suite are unknown.
    bool strict = false;
    bool trace = false;
    std::optional<std::string> recipient;  ///< subject id, e-mail or other identifier the badge must be for
    std::optional<std::string> challenge;  ///< a presentation must carry it
    std::optional<std::string> domain;
    /// Whether a status list that is handed in is also unpacked, to see that it can be used.
    bool read_status_list = true;
};

/// Detects what it is given: a credential or a presentation as JSON, as a compact JWS or SD-JWT, or enveloped; an
/// assertion of Open Badges 2.0, as JSON or compact JWS; or a PNG or SVG image with one baked in. Text that cannot be
/// read at all gives a report with check `format` failed, so that callers need no second path; the Error is for our own
/// faults.
Result<Report> verify(std::string_view text, const VerifyOptions& options, const Environment& environment);
/// The same for a document that is parsed already; a text is a token.
Result<Report> verify(const json::Value& document, const VerifyOptions& options, const Environment& environment);

}  // namespace blason::vc
