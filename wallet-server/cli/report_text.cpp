#include "wallet-server/cli/report_text.hpp"

namespace blason::cli {
namespace {

/// Messages may quote what came from outside: a terminal must not obey it.
std::string plain(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    out.resize(std::max(width, out.size()), ' ');
    return out;
}

std::string headline(const vc::Report& report) {
    std::string line(vc::to_text(report.verdict()));
    if (!report.kind.empty()) line += ": " + plain(report.kind);
    if (!report.format.empty()) line += " (" + report.format + ")";
    return line;
}

bool spoils(const vc::Report& report, const vc::Check& check) {
    return check.outcome == (report.verdict() == vc::Verdict::Invalid ? vc::Outcome::Fail : vc::Outcome::Unknown);
}

void append_trace(std::string& out, const vc::ProofTrace& trace) {
    out += "\nproof " + trace.pointer + " (" + plain(trace.cryptosuite) + ")\n";
    out += "document:\n" + trace.canonical_document;
    if (!trace.canonical_document.ends_with('\n')) out += '\n';
    out += "proof options:\n" + trace.canonical_proof_options;
    if (!trace.canonical_proof_options.ends_with('\n')) out += '\n';
    out += "document hash:      " + trace.document_hash + '\n';
    out += "proof options hash: " + trace.proof_options_hash + '\n';
    out += "signing input:      " + trace.signing_input + '\n';
}

}  // namespace

std::string report_text(const vc::Report& report) {
    std::string out = headline(report) + '\n';
    for (const vc::Check& check : report.checks) {
        if (check.outcome == vc::Outcome::NotApplicable) continue;
        out += "  " + padded(vc::to_text(check.outcome), 9) + padded(check.name, 17) + plain(check.message);
        if (check.outcome != vc::Outcome::Pass) {
            out += " (" + check.code + (check.pointer.empty() ? "" : ", " + plain(check.pointer)) + ")";
        }
        out += '\n';
    }
    for (const vc::ProofTrace& trace : report.traces) append_trace(out, trace);
    return out;
}

std::string report_line(const vc::Report& report) {
    std::string line = headline(report);
    if (report.verdict() == vc::Verdict::Valid) return line;
    for (const vc::Check& check : report.checks) {
        if (!spoils(report, check)) continue;
        return line + ": " + check.name + ": " + plain(check.message) + " (" + check.code + ")";
    }
    return line;
}

}  // namespace blason::cli
