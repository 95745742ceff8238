#include "vc/checks/clr.hpp"

#include "vc/checks/document_checks.hpp"
#include "vc/checks/token.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::checks {

namespace {

std::optional<std::string_view> id_in(const json::Value& object, std::string_view member) {
    const json::Value* value = json::find(object, member);
    return value != nullptr && (value->is_object() || value->is_string()) ? model::id_of(*value) : std::nullopt;
}

void check_learner(const json::Value& record, const json::Value& credential, const std::string& pointer,
                   const Session& session, CheckList& list) {
    const auto of_record = id_in(record, "credentialSubject");
    const auto of_credential = id_in(credential, "credentialSubject");
    if (!of_record || !of_credential || *of_record == *of_credential) return;
    list.add("recipient", session.options.strict ? Outcome::Fail : Outcome::Warning, "learner-differs",
             "The credential names its learner otherwise than the record.", pointer + "/credentialSubject/id");
}

}  // namespace

void check_clr(json::Value& record, bool secured, const Session& session, CheckList& list,
               std::vector<ProofTrace>& traces) {
    json::Value* subject = record.is_object() ? record.get_object().if_contains("credentialSubject") : nullptr;
    json::Value* inner = subject != nullptr && subject->is_object()
                             ? subject->get_object().if_contains("verifiableCredential")
                             : nullptr;
    if (inner == nullptr) return;  // the data model check has said so
    constexpr std::string_view kInner = "/credentialSubject/verifiableCredential";
    if (session.depth >= kMaxDepth)
        return list.unknown("format", "credentials-too-deep", "Records inside records are not looked at this deep.",
                            kInner);
    VerifyOptions options = session.options;
    options.recipient.reset();
    options.challenge.reset();
    options.domain.reset();
    const auto issuer = id_in(record, "issuer");
    const bool one = !inner->is_array();
    const std::size_t count = one ? 1 : inner->get_array().size();
    for (std::size_t i = 0; i < count; ++i) {
        json::Value& credential = one ? *inner : inner->get_array()[i];
        if (!credential.is_object()) continue;
        const std::string pointer = std::string(kInner) + (one ? "" : "/" + std::to_string(i));
        Session within{options, session.environment, session.prefix + pointer, session.depth + 1, {}};
        if (secured && issuer) within.holder = std::string(*issuer);
        within.proof_optional = true;
        Findings found;
        if (const auto token = token_inside(credential)) {
            if (const auto& error = *token; !error) {
                list.add("format", outcome_of(error.error()), error.error().code, error.error().detail, pointer);
                continue;
            }
            TokenFindings opened = check_token(**token, Expected::Credential, within);
            check_learner(record, opened.document, pointer, session, list);
            found = std::move(opened.findings);
        } else {
            check_learner(record, credential, pointer, session, list);
            found = check_credential(credential, within);
        }
        std::erase_if(found.checks, [](const Check& check) { return check.outcome == Outcome::NotApplicable; });
        list.append(std::move(found.checks));
        for (ProofTrace& trace : found.traces) traces.push_back(std::move(trace));
    }
}

}  // namespace blason::vc::checks
