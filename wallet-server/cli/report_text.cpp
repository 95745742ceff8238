#include "wallet-server/cli/report_text.hpp"

#include <algorithm>
#include <cstdlib>

#include "vc/openbadges/steps.hpp"
#include "wallet-server/web/explanations.hpp"

namespace blason::cli {
namespace {

using web::Language;
using web::Texts;

/// Messages may quote what came from outside: a terminal must not obey it.
std::string plain(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

/// Characters, not bytes: French has letters of two bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    const std::size_t had = width_of(text);
    if (had < width) out.append(width - had, ' ');
    return out;
}

std::string headline(const vc::Report& report, const Texts& texts) {
    std::string line(texts.text("report." + std::string(vc::to_text(report.verdict()))));
    if (!report.kind.empty()) line.append(texts.text("site.colon")).append(plain(report.kind));
    if (!report.format.empty()) line += " (" + report.format + ")";
    return line;
}

/// "The signature is good" and "the issuer made it" are different answers.
std::string answers(const vc::Report& report, const Texts& texts) {
    const auto say = [&](std::string_view question, std::string_view answer) {
        return std::string(texts.text("report." + std::string(question) + "." + std::string(answer)));
    };
    return "  " + say("signature", to_text(report.signature())) + " " +
           say("issuer", to_text(report.issuer_authenticated())) + '\n';
}

/// The credential within another document that a check is about: "/verifiableCredential/0"; empty: the document itself.
std::string_view enclosed_credential(std::string_view pointer) {
    constexpr std::string_view kMember = "/verifiableCredential/";
    const auto member = pointer.rfind(kMember);
    if (member == std::string_view::npos) return {};
    return pointer.substr(0, pointer.find('/', member + kMember.size()));
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

/// Who asks for a trace compares us with another verifier.
void append_steps(std::string& out, const vc::Report& report, const Texts& texts) {
    const auto steps = openbadges::steps(report);
    if (steps.empty()) return;
    out += '\n' + std::string(texts.text("verify.steps")) + '\n';
    for (const auto& step : steps) {
        out +=
            "  " + padded(texts.text("outcome." + std::string(vc::to_text(step.outcome))), 16) + std::string(step.name);
        for (const auto& code : step.codes) out += " " + plain(code);
        out += '\n';
    }
}

}  // namespace

web::Language report_language(const std::string& asked) {
    if (!asked.empty()) return web::spoken_language(asked).value_or(Language::English);
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
        if (value != nullptr && *value != '\0') return web::spoken_language(value).value_or(Language::English);
    }
    return Language::English;
}

std::string report_text(const vc::Report& report, web::Language language) {
    constexpr std::size_t kIndent = 33;
    const Texts& texts = Texts::of(language);
    std::string out = headline(report, texts) + '\n' + answers(report, texts);
    std::string_view about;
    for (const vc::Check& check : report.checks) {
        if (check.outcome == vc::Outcome::NotApplicable) continue;
        if (const auto enclosed = enclosed_credential(check.pointer); enclosed != about) {
            about = enclosed;
            out += " " +
                   (about.empty() ? std::string(texts.text("report.itself"))
                                  : texts.fill("report.enclosed", {{"pointer", plain(about)}})) +
                   '\n';
        }
        const web::Explanation explanation = web::explain(check, language);
        out += "  " + padded(texts.text("report.outcome." + std::string(vc::to_text(check.outcome))), 14) +
               padded(check.name, kIndent - 16) + std::string(explanation.what);
        if (check.outcome != vc::Outcome::Pass) {
            out += " (" + check.code + (check.pointer.empty() ? "" : ", " + plain(check.pointer)) + ")";
        }
        out += '\n';
        if (explanation.advice.empty()) continue;
        out += std::string(kIndent, ' ') + "-> " + std::string(explanation.advice) + '\n';
        // The one who repairs the badge wants to know exactly.
        out += std::string(kIndent, ' ') + std::string(texts.text("report.detail")) + " " + plain(check.message) + '\n';
    }
    if (!report.traces.empty()) append_steps(out, report, texts);
    for (const vc::ProofTrace& trace : report.traces) append_trace(out, trace);
    return out;
}

std::string differences_text(const vc::ProofTrace& trace, const std::vector<vc::TraceDifference>& differences,
                             web::Language language) {
    const Texts& texts = Texts::of(language);
    std::string out = "\n" + texts.fill("report.compared", {{"proof", plain(trace.pointer)}}) + '\n';
    for (const vc::TraceDifference& one : differences) {
        out += "  " + padded(one.value, 23);
        if (one.equal) {
            out += std::string(texts.text("report.equal")) + '\n';
            continue;
        }
        out +=
            texts.fill("report.differs", {{"line", std::to_string(one.line)}, {"column", std::to_string(one.column)}}) +
            '\n';
        const auto show = [&](std::string_view name, std::string_view text) {
            out += "    " + padded(texts.text("report." + std::string(name)), 11) +
                   (text.empty() ? std::string(texts.text("report.end")) : plain(text)) + '\n';
        };
        show("expected", one.expected);
        show("found", one.found);
    }
    return out;
}

std::string report_line(const vc::Report& report, web::Language language) {
    const Texts& texts = Texts::of(language);
    std::string line = headline(report, texts);
    if (report.verdict() == vc::Verdict::Valid) return line;
    for (const vc::Check& check : report.checks) {
        if (!spoils(report, check)) continue;
        const std::string colon(texts.text("site.colon"));
        return line + colon + check.name + colon + std::string(web::explain(check, language).what) + " (" + check.code +
               ")";
    }
    return line;
}

}  // namespace blason::cli
