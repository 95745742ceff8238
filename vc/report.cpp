#include "vc/report.hpp"

#include <algorithm>

namespace blason::vc {

namespace {

json::Value text(std::string_view characters) {
    return json::String(characters.data(), characters.size());
}

json::Value to_json(const Check& check) {
    return json::Object{{"name", text(check.name)},
                        {"outcome", text(to_text(check.outcome))},
                        {"code", text(check.code)},
                        {"message", text(check.message)},
                        {"pointer", text(check.pointer)}};
}

json::Value to_json(const ProofTrace& trace) {
    return json::Object{{"pointer", text(trace.pointer)},
                        {"cryptosuite", text(trace.cryptosuite)},
                        {"canonicalDocument", text(trace.canonical_document)},
                        {"canonicalProofOptions", text(trace.canonical_proof_options)},
                        {"documentHash", text(trace.document_hash)},
                        {"proofOptionsHash", text(trace.proof_options_hash)},
                        {"signingInput", text(trace.signing_input)}};
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

json::Value to_json(const Report& report) {
    json::Object out{{"outcome", text(to_text(report.verdict()))},
                     {"kind", text(report.kind)},
                     {"format", text(report.format)},
                     {"checks", all_to_json(report.checks)},
                     {"credential", report.credential}};
    if (!report.traces.empty()) out.emplace("traces", all_to_json(report.traces));
    return out;
}

}  // namespace blason::vc
