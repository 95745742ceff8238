#include "wallet-server/web/report_view.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "vc/openbadges/steps.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/explanations.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// What needs attention comes first.
int rank(vc::Outcome outcome) {
    switch (outcome) {
        case vc::Outcome::Fail:
            return 0;
        case vc::Outcome::Unknown:
            return 1;
        case vc::Outcome::Warning:
            return 2;
        case vc::Outcome::Pass:
            return 3;
        case vc::Outcome::NotApplicable:
            break;
    }
    return 4;
}

json::Object check_data(const vc::Check& check, Language language) {
    const Texts& texts = Texts::of(language);
    const Explanation explanation = explain(check, language);
    json::Object data;
    put(data, "title", explanation.title);
    put(data, "outcome", vc::to_text(check.outcome));
    put(data, "outcome_label", texts.text("outcome." + std::string(vc::to_text(check.outcome))));
    put(data, "text", explanation.what);
    put(data, "advice", explanation.advice);
    const bool needs_more = check.outcome == vc::Outcome::Fail || check.outcome == vc::Outcome::Unknown ||
                            check.outcome == vc::Outcome::Warning;
    put(data, "has_details", needs_more && !(check.code.empty() && check.message.empty() && check.pointer.empty()));
    put(data, "code", check.code);
    put(data, "message", check.message);
    put(data, "pointer", check.pointer);
    return data;
}

json::Array badges_of(const vc::Report& report, Language language, Instant now, std::string_view base_url) {
    const json::Value& document = report.credential;
    json::Array badges;
    const auto add = [&](const json::Value& credential) {
        if (json::find(credential, "credentialSubject") == nullptr) return;
        json::Object data = badge_data(read_badge(credential, language, now), language, "h3", base_url);
        // "Currently valid" beside a badge that is not genuine would be taken for our own word.
        if (report.verdict() != vc::Verdict::Valid) put(data, "state", "");
        badges.push_back(std::move(data));
    };
    const json::Value* inside = json::find(document, "verifiableCredential");
    if (inside == nullptr) {
        add(document);
    } else if (const auto* list = inside->if_array()) {
        for (const json::Value& credential : *list) add(credential);
    } else {
        add(*inside);
    }
    return badges;
}

}  // namespace

json::Object report_data(const vc::Report& report, Language language, Instant now, std::string_view base_url) {
    const Texts& texts = Texts::of(language);
    const std::string verdict(vc::to_text(report.verdict()));
    json::Object data;
    put(data, "verdict", verdict);
    put(data, "is_" + verdict, true);
    put(data, "verdict_title", texts.text("verify." + verdict + "_title"));
    put(data, "verdict_text", texts.text("verify." + verdict + "_text"));
    put(data, "verdict_advice", texts.text("verify." + verdict + "_advice"));

    const auto answer = [&](std::string_view question, vc::Outcome outcome) {
        return texts.text("report." + std::string(question) + "." + std::string(vc::to_text(outcome)));
    };
    put(data, "answer_signature", answer("signature", report.signature()));
    put(data, "answer_issuer", answer("issuer", report.issuer_authenticated()));

    std::vector<const vc::Check*> sorted;
    for (const vc::Check& check : report.checks) sorted.push_back(&check);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return rank(a->outcome) < rank(b->outcome); });
    json::Array checks;
    for (const vc::Check* check : sorted) checks.push_back(check_data(*check, language));
    put(data, "checks", std::move(checks));

    json::Array steps;
    for (const auto& step : openbadges::steps(report)) {
        json::Object row;
        put(row, "name", step.name);
        put(row, "outcome_label", texts.text("outcome." + std::string(vc::to_text(step.outcome))));
        steps.push_back(std::move(row));
    }
    put(data, "steps", std::move(steps));

    const bool is_valid = report.verdict() == vc::Verdict::Valid;
    put(data, "badge_title", texts.text(is_valid ? "verify.badge" : "verify.badge_unverified"));
    put(data, "badges", badges_of(report, language, now, base_url));
    return data;
}

}  // namespace blason::web
