// A verification report for people.
#pragma once

#include <string>
#include <vector>

#include "vc/report.hpp"
#include "vc/trace_difference.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::cli {

/// The language of --lang; without it that of the environment as POSIX has it (LC_ALL, LC_MESSAGES, LANG, the first
/// that is set), English where that is none we speak.
web::Language report_language(const std::string& asked);

/// One line with the verdict, one with the two answers about signature and issuer, and for each check that applies what
/// was found; where something is to be done a line that says what. With a trace also what was hashed. Ends in a line
/// end.
std::string report_text(const vc::Report& report, web::Language language);
/// For each value that was compared whether it is as expected, and if not the first place where it is not.
std::string differences_text(const vc::ProofTrace& trace, const std::vector<vc::TraceDifference>& differences,
                             web::Language language);
/// The verdict, and the first check that spoils it, on one line without a line end.
std::string report_line(const vc::Report& report, web::Language language);

}  // namespace blason::cli
