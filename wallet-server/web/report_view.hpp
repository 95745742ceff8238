// A verification report in plain words.
#pragma once

#include <string_view>

#include "engine/base/instant.hpp"
#include "vc/report.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// Data for report.mustache: the verdict and what to do, each check (what failed first), and the badges that were
/// looked at: the credential itself, or those inside a presentation.
json::Object report_data(const vc::Report& report, Language language, Instant now, std::string_view base_url);

}  // namespace blason::web
