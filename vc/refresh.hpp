// Open Badges 3.0 section 9.1: the issuer may have a newer version of a credential, and says where.
#pragma once

#include <functional>
#include <string_view>

#include "vc/environment.hpp"
#include "vc/report.hpp"

namespace blason::vc {

/// Follows `refreshService` of type 1EdTechCredentialRefresh, once, when the proof of the credential is good. Where the
/// newer version is one of the same credential (openbadges::is_revision_of, not begun earlier), well formed and well
/// signed, its report takes the place of the old one, whatever else it says: a newer version may be revoked. Else the
/// old report stays, with a warning. The check "refresh" says which: pass "refreshed" or "up-to-date", warning
/// "refresh-failed". `verify` judges the newer text without following it further.
Report follow_refresh(Report report, const Environment& environment,
                      const std::function<Report(std::string_view)>& verify);

}  // namespace blason::vc
