#include "vc/report.hpp"

#include <algorithm>

#include "vc/model/values.hpp"

namespace blason::vc {

namespace {

using model::text_value;

json::Value to_json(const Check& check) {
    return json::Object{{"name", text_value(check.name)},
                        {"outcome", text_value(to_text(check.outcome))},
                        {"code", text_value(check.code)},
                        {"message", text_value(check.message)},
                        {"pointer", text_value(check.pointer)}};
}

json::Value to_json(const ProofTrace& trace) {
    return json::Object{{"pointer", text_value(trace.pointer)},
                        {"cryptosuite", text_value(trace.cryptosuite)},
                        {"canonicalDocument", text_value(trace.canonical_document)},
                        {"canonicalProofOptions", text_value(trace.canonical_proof_options)},
                        {"documentHash", text_value(trace.document_hash)},
                        {"proofOptionsHash", text_value(trace.proof_options_hash)},
                        {"signingInput", text_value(trace.signing_input)}};
}

template <typename T>
json::Array all_to_json(const std::vector<T>& items) {
    json::Array out;
    out.reserve(items.size());
    for (const T& item : items) out.push_back(to_json(item));
    return out;
}

}  // namespace

std::string_view to_text(Outcome outcome) {
    switch (outcome) {
        case Outcome::Pass:
            return "pass";
        case Outcome::Fail:
            return "fail";
        case Outcome::Unknown:
            return "unknown";
        case Outcome::Warning:
            return "warning";
        case Outcome::NotApplicable:
            break;
    }
    return "not-applicable";
}

std::string_view to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::Valid:
            return "valid";
        case Verdict::Invalid:
            return "invalid";
        case Verdict::Unknown:
            break;
    }
    return "unknown";
}

Verdict Report::verdict() const {
    const auto has = [this](Outcome outcome) {
        return std::any_of(checks.begin(), checks.end(), [&](const Check& check) { return check.outcome == outcome; });
    };
    if (has(Outcome::Fail)) return Verdict::Invalid;
    // A report that checked nothing has not found anything valid.
    return has(Outcome::Unknown) || !has(Outcome::Pass) ? Verdict::Unknown : Verdict::Valid;
}

const Check* Report::find(std::string_view name) const {
    const auto found =
        std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.name == name; });
    return found == checks.end() ? nullptr : &*found;
}

namespace {

/// A warning about one proof beside another that passes does not spoil the answer.
Outcome answer(const std::vector<Check>& checks, std::string_view name) {
    bool passed = false;
    bool unknown = false;
    for (const Check& check : checks) {
        if (check.name != name) continue;
        if (check.outcome == Outcome::Fail) return Outcome::Fail;
        passed = passed || check.outcome == Outcome::Pass;
        unknown = unknown || check.outcome == Outcome::Unknown;
    }
    return passed && !unknown ? Outcome::Pass : Outcome::Unknown;
}

}  // namespace

Outcome Report::signature() const {
    return answer(checks, "proof");
}

Outcome Report::issuer_authenticated() const {
    return answer(checks, "issuer");
}

json::Value to_json(const Report& report) {
    json::Object out{{"outcome", text_value(to_text(report.verdict()))},
                     {"signature", text_value(to_text(report.signature()))},
                     {"issuerAuthenticated", text_value(to_text(report.issuer_authenticated()))},
                     {"kind", text_value(report.kind)},
                     {"format", text_value(report.format)},
                     {"checks", all_to_json(report.checks)},
                     {"credential", report.credential.value()}};
    if (!report.traces.empty()) out.emplace("traces", all_to_json(report.traces));
    return out;
}

}  // namespace blason::vc
