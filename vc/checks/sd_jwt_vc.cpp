#include "vc/checks/sd_jwt_vc.hpp"

#include "vc/checks/document_checks.hpp"
#include "vc/checks/token.hpp"
#include "vc/checks/token_status.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::checks {

namespace {

void check_claims(const json::Value& payload, const Session& session, CheckList& list) {
    const json::Path root;
    model::Findings findings;
    const json::Value* type = json::find(payload, "vct");
    if (type == nullptr || !type->is_string() || type->get_string().empty()) {
        findings.error("missing-vct", "The type of the credential must be a text.", json::Path(&root, "vct"));
    }
    if (json::find(payload, "iss") == nullptr) {
        findings.error("missing-issuer", "The credential does not say who issued it.", root);
    }
    report_findings("data-model", findings, "The credential has what the standard asks for.", session, list);
}

void check_times(const json::Value& payload, const Session& session, CheckList& list) {
    const std::size_t before = list.checks().size();
    check_token_times(payload.get_object(), session, list);
    if (list.checks().size() > before) return;
    const bool dated = json::find(payload, "exp") != nullptr || json::find(payload, "nbf") != nullptr;
    if (!dated) return list.not_applicable("validity-period", "The credential has no dates.");
    list.pass("validity-period", "The credential is valid at this time.");
}

}  // namespace

Findings check_sd_jwt_vc(const json::Value& payload, const Session& session, const Enclosure& around) {
    CheckList list(session);
    Findings out;
    check_claims(payload, session, list);
    std::vector<proof::ProofResult> proofs{around.proof};
    const json::Value* issuer = json::find(payload, "iss");
    check_proofs(proofs, session, list, out.traces);
    switch (issuer == nullptr ? Maker::Unknown : made_by(json::view(*issuer), proofs)) {
        case Maker::Confirmed:
            list.pass("issuer", "The key belongs to the issuer.", "/iss");
            break;
        case Maker::Other:
            list.fail("issuer", "issuer-key-mismatch", "The signature is good, but the key is not the issuer's.",
                      "/iss");
            break;
        case Maker::NotAsked:
            list.unknown("issuer", "issuer-not-asked",
                         "The signature is good, but whether the key is the issuer's could not be asked.", "/iss");
            break;
        case Maker::Unknown:
            list.unknown("issuer", "issuer-not-authenticated",
                         "Without a good proof nothing is known about who issued this.", "/iss");
            break;
    }
    check_times(payload, session, list);
    if (json::find(payload, "status") == nullptr) list.not_applicable("status", "The credential cannot be revoked.");
    const bool proof_good = !around.proof.error;
    check_token_status(payload.get_object(), issuer == nullptr ? std::string_view() : json::view(*issuer), proof_good,
                       session, list);
    check_challenge(payload, &around, session, list);
    out.checks = std::move(list.checks());
    return out;
}

}  // namespace blason::vc::checks
