#include "vc/verify.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/ob2.hpp"
#include "vc/checks/token.hpp"
#include "vc/envelope.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/ob2_scope.hpp"
#include "vc/proof/verify.hpp"
#include "vc/read.hpp"
#include "vc/refresh.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::vc {

namespace {

Report only_format(Outcome outcome, std::string_view code, std::string message, std::string_view pointer = {}) {
    Report report;
    report.checks.push_back({"format", outcome, std::string(code), std::move(message), std::string(pointer)});
    return report;
}

/// What the report calls the document; empty when it is none that we verify.
std::string_view kind_of(const json::Value& document) {
    if (openbadges::is_achievement_credential(document)) return "OpenBadgeCredential";
    for (const std::string_view type : {"EndorsementCredential", "ClrCredential", "BitstringStatusListCredential",
                                        "StatusList2021Credential", "VerifiableCredential", "VerifiablePresentation"}) {
        if (model::has_type(document, type)) return type;
    }
    return {};
}

std::string says_what(bool presentation, std::string_view form) {
    return "This is a " + std::string(presentation ? "presentation" : "credential") + " " + std::string(form) + ".";
}

Report assemble(bool presentation, json::Document document, checks::Findings found, std::string_view format,
                std::string form) {
    Report report;
    report.kind = presentation ? "VerifiablePresentation" : kind_of(document);
    if (report.kind.empty()) report.kind = "SdJwtVc";  // the only kind without types of the data model
    report.format = format;
    report.checks.reserve(found.checks.size() + 1);
    report.checks.push_back({"format", Outcome::Pass, "ok", std::move(form), ""});
    std::ranges::move(found.checks, std::back_inserter(report.checks));
    report.traces = std::move(found.traces);
    report.credential = std::move(document);
    return report;
}

/// Open Badges 2.0 say themselves how they are secured.
Report assemble_ob2(checks::Ob2Findings found) {
    Report report;
    report.kind = "Assertion";
    report.format = found.form;
    report.checks.push_back({"format", Outcome::Pass, "ok", "This is an Open Badge 2.0.", ""});
    for (Check& check : found.checks) report.checks.push_back(std::move(check));
    report.credential = std::move(found.document);
    return report;
}

Report verify_token(std::string_view text, checks::Expected expected, const checks::Session& session) {
    checks::TokenFindings found = checks::check_token(text, expected, session);
    if (found.document.is_null()) {
        // No token of ours: then perhaps a signed assertion of Open Badges 2.0.
        if (expected == checks::Expected::Any && found.format == Format::Jwt) {
            if (const auto assertion = openbadges::ob2_assertion_in(text))
                return assemble_ob2(checks::check_ob2_jws(text, *assertion, session));
        }
        Report report;
        report.format = to_text(found.format);
        report.checks = std::move(found.findings.checks);
        return report;
    }
    return assemble(found.presentation, std::move(found.document), std::move(found.findings), to_text(found.format),
                    says_what(found.presentation, found.format == Format::Jwt ? "in a JWT" : "in an SD-JWT"));
}

/// VCDM 2.0 section 4.13: what is in the envelope is what is verified and shown.
Report verify_envelope(const json::Value& envelope, const Result<std::string_view>& token,
                       const checks::Session& session) {
    model::Findings findings;
    model::check_enveloped(envelope, json::Path{}, findings);
    if (const auto error = findings.first()) {
        return only_format(Outcome::Fail, error->code, error->detail, error->pointer);
    }
    if (!token) {
        const Error& error = token.error();
        return only_format(checks::outcome_of(error), error.code, error.detail, error.pointer);
    }
    const bool presentation = model::has_type(envelope, "EnvelopedVerifiablePresentation");
    return verify_token(*token, presentation ? checks::Expected::Presentation : checks::Expected::Credential, session);
}

Report verify_document(json::Document read, const checks::Session& session) {
    json::Value& document = read.value();
    if (document.is_string() && token_format(json::view(document))) {
        return verify_token(trimmed(json::view(document)), checks::Expected::Any, session);
    }
    if (const auto token = enveloped_token(document)) return verify_envelope(document, *token, session);
    if (openbadges::is_ob2_assertion(document)) return assemble_ob2(checks::check_ob2_assertion(document, session));
    if (kind_of(document).empty()) {
        return only_format(Outcome::Fail, "format-unknown", "This is neither a credential nor a presentation.");
    }
    const bool presentation = model::has_type(document, "VerifiablePresentation");
    if (presentation && model::has_type(document, "VerifiableCredential")) {
        return only_format(Outcome::Fail, "format-ambiguous", "This calls itself a credential and a presentation.",
                           "/type");
    }
    checks::Findings found =
        presentation ? checks::check_presentation(document, session) : checks::check_credential(document, session);
    const bool secured = json::find(document, "proof") != nullptr;
    return assemble(presentation, std::move(read), std::move(found),
                    secured ? to_text(Format::DataIntegrity) : std::string_view(), says_what(presentation, "in JSON"));
}

/// Three parts of a token, of which the last, the signature, is empty.
bool is_unsigned_token(std::string_view text) {
    return text.ends_with('.') && token_format(std::string(text) + "AA");
}

/// What a text that is neither JSON nor a token looks like, for whoever made it; else what the JSON reader says.
Report unreadable(std::string_view text, const Error& error) {
    if (text.starts_with("\xEF\xBB\xBF"))
        return only_format(Outcome::Fail, "format-byte-order-mark",
                           "The text begins with a byte order mark, which is no part of a credential.");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return only_format(Outcome::Fail, "json-invalid-utf8", "The text is UTF-16; credentials are UTF-8.");
    if (is_unsigned_token(text))
        return only_format(Outcome::Fail, "jws-malformed", "The token has no signature, so anyone could have made it.");
    return only_format(checks::outcome_of(error), error.code, error.detail, error.pointer);
}

/// A token is no JSON, and no JSON is a token.
Report verify_text(std::string_view text, const checks::Session& session) {
    const std::string_view token = trimmed(text);
    if (token_format(token)) return verify_token(token, checks::Expected::Any, session);
    auto document = json::Document::parse(text, {.allow_nul = false});
    if (document) return verify_document(std::move(*document), session);
    return unreadable(token, document.error());
}

/// The credential inside an image is judged as it would be by itself; nothing is taken from the picture.
Report verify_image(std::string_view image, const checks::Session& session) {
    const auto baked = openbadges::unbake(image);
    if (!baked) return only_format(checks::outcome_of(baked.error()), baked.error().code, baked.error().detail);
    if (baked->kind == openbadges::BakedKind::OpenBadges2 && openbadges::is_web_address(baked->text))
        return assemble_ob2(checks::check_ob2_url(baked->text, session));
    return verify_text(baked->text, session);
}

/// A status list by itself: what is in it can be read by the rules that it will be used by.
Report with_status_list(Report report, const VerifyOptions& options) {
    const bool is_list = report.kind == "BitstringStatusListCredential" || report.kind == "StatusList2021Credential";
    if (!is_list || !options.read_status_list) return report;
    if (const auto list = status::read_list(report.credential); !list) {
        const Error& error = list.error();
        report.checks.push_back(
            {"data-model", Outcome::Fail, proof::kebab_case(error.code), error.detail, error.pointer});
    }
    return report;
}

}  // namespace

Result<Report> verify(std::string_view text, const VerifyOptions& options, const Environment& environment) {
    const checks::Session session{options, environment, {}, 0, {}};
    const auto once = [&](std::string_view any) {
        return openbadges::image_type(any) ? verify_image(any, session) : verify_text(any, session);
    };
    return with_status_list(follow_refresh(once(text), environment, once), options);
}

Result<Report> verify(const json::Value& document, const VerifyOptions& options, const Environment& environment) {
    const checks::Session session{options, environment, {}, 0, {}};
    Report report =
        follow_refresh(verify_document(json::Value(document), session), environment, [&](std::string_view any) {
            return openbadges::image_type(any) ? verify_image(any, session) : verify_text(any, session);
        });
    return with_status_list(std::move(report), options);
}

}  // namespace blason::vc
