// A report that was kept as JSON, read again.
#pragma once

#include "engine/base/result.hpp"
#include "vc/report.hpp"

namespace blason::vc {

/// What to_json(Report) wrote, without its traces; `credential`: what it is about, kept beside it. Error
/// "report-unreadable".
Result<Report> report_from_json(const json::Value& report, const json::Value& credential);

}  // namespace blason::vc
