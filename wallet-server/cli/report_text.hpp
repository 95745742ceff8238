// A verification report for people.
#pragma once

#include <string>

#include "vc/report.hpp"

namespace blason::cli {

/// One line with the verdict, one a check that applies, and with a trace what was hashed; ends in a line end.
std::string report_text(const vc::Report& report);
/// The verdict, and the first check that spoils it, on one line without a line end.
std::string report_line(const vc::Report& report);

}  // namespace blason::cli
