#include "vc/verify.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "vc/checks/session.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::vc {

namespace {

Report only_format(Outcome outcome, std::string_view code, std::string message, std::string_view pointer = {}) {
    Report report;
    report.checks.push_back({"format", outcome, std::string(code), std::move(message), std::string(pointer)});
    return report;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
    const std::size_t end = text.find_last_not_of(kSpace);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// Text that is no JSON. Forms of credentials that we know of but do not read are unknown, not wrong.
Report unreadable(std::string_view text, const Error& error) {
    const std::string_view start = trimmed(text);
    if (openbadges::is_compact_jws(start)) {
        return only_format(Outcome::Unknown, "format-not-supported", "A credential secured as a JWT is not read yet.");
    }
    return only_format(Outcome::Fail, error.code, error.detail, error.pointer);
}

/// What the report calls the document; empty when it is none that we verify.
std::string_view kind_of(const json::Value& document) {
    if (openbadges::is_achievement_credential(document)) return "OpenBadgeCredential";
    for (const std::string_view type :
         {"EndorsementCredential", "ClrCredential", "BitstringStatusListCredential", "VerifiableCredential",
          "VerifiablePresentation", "EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"}) {
        if (model::has_type(document, type)) return type;
    }
    return {};
}

Report open_badges_2() {
    return only_format(Outcome::Unknown, "format-not-supported",
                       "This is an Open Badge 2.0, which is not verified here.");
}

Report verify_document(json::Value document, const VerifyOptions& options, const Environment& environment) {
    const std::string kind(kind_of(document));
    if (openbadges::is_ob2_assertion(document)) return open_badges_2();
    if (kind.empty()) {
        return only_format(Outcome::Fail, "format-unknown", "This is neither a credential nor a presentation.");
    }
    if (kind.starts_with("Enveloped")) {
        return only_format(Outcome::Unknown, "format-not-supported",
                           "A credential inside an envelope is not read yet.");
    }
    const bool presentation = model::has_type(document, "VerifiablePresentation");
    if (presentation && model::has_type(document, "VerifiableCredential")) {
        return only_format(Outcome::Fail, "format-ambiguous", "This calls itself a credential and a presentation.",
                           "/type");
    }
    const checks::Session session{options, environment, {}, 0, {}};
    checks::Findings found =
        presentation ? checks::check_presentation(document, session) : checks::check_credential(document, session);
    Report report;
    report.kind = presentation ? "VerifiablePresentation" : kind;
    if (json::find(document, "proof") != nullptr) report.format = "data-integrity";
    report.checks.push_back({"format", Outcome::Pass, "ok",
                             presentation ? "This is a presentation in JSON." : "This is a credential in JSON.", ""});
    for (Check& check : found.checks) report.checks.push_back(std::move(check));
    report.traces = std::move(found.traces);
    report.credential = std::move(document);
    return report;
}

Report verify_text(std::string_view text, const VerifyOptions& options, const Environment& environment) {
    auto document = json::parse(text, {}, {.allow_nul = false});
    if (!document) return unreadable(text, document.error());
    return verify_document(std::move(*document), options, environment);
}

/// The credential inside an image is judged as it would be by itself; nothing is taken from the picture.
Report verify_image(std::string_view image, const VerifyOptions& options, const Environment& environment) {
    const auto baked = openbadges::unbake(image);
    if (!baked) return only_format(Outcome::Fail, baked.error().code, baked.error().detail);
    if (baked->kind == openbadges::BakedKind::OpenBadges2) return open_badges_2();
    return verify_text(baked->text, options, environment);
}

}  // namespace

Result<Report> verify(std::string_view text, const VerifyOptions& options, const Environment& environment) {
    return openbadges::image_type(text) ? verify_image(text, options, environment)
                                        : verify_text(text, options, environment);
}

Result<Report> verify(const json::Value& document, const VerifyOptions& options, const Environment& environment) {
    return verify_document(document, options, environment);
}

}  // namespace blason::vc
