#include "vc/checks/claims.hpp"
#include "vc/checks/clr.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/endorsements.hpp"
#include "vc/checks/schema.hpp"
#include "vc/checks/session.hpp"
#include "vc/checks/status.hpp"
#include "vc/checks/token.hpp"
#include "vc/checks/token_status.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/clr.hpp"

namespace blason::vc::checks {

namespace {

/// Empty: it names none.
std::string_view issuer_of(const json::Value& credential) {
    const json::Value* issuer = json::find(credential, "issuer");
    return issuer == nullptr ? std::string_view() : model::id_of(*issuer).value_or(std::string_view());
}

/// "The signature is good" and "the issuer made it" are different answers.
void check_issuer(const json::Value& credential, const std::vector<proof::ProofResult>& proofs, CheckList& list) {
    const std::string_view issuer = issuer_of(credential);
    switch (issuer.empty() ? Maker::Unknown : made_by(issuer, proofs)) {
        case Maker::Confirmed:
            return list.pass("issuer", "The key belongs to the issuer.", "/issuer");
        case Maker::Other:
            return list.fail("issuer", "issuer-key-mismatch", "The signature is good, but the key is not the issuer's.",
                             "/issuer");
        case Maker::NotAsked:
            return list.unknown("issuer", "issuer-not-asked",
                                "The signature is good, but whether the key is the issuer's could not be asked.",
                                "/issuer");
        case Maker::Unknown:
            break;
    }
    list.unknown("issuer", "issuer-not-authenticated", "Without a good proof nothing is known about who issued this.",
                 json::find(credential, "issuer") == nullptr ? "" : "/issuer");
}

/// VCDM 2.0 section 4.13.2: a credential without a proof in a presentation is the holder's own word, and secured by the
/// presentation's proof, if its issuer is the holder. Likewise in a CLR, if its issuer is that of the record.
bool is_self_asserted(const json::Value& credential, const Session& session) {
    if (!session.holder || json::find(credential, "proof") != nullptr) return false;
    const std::string_view issuer = issuer_of(credential);
    return !issuer.empty() && issuer == *session.holder;
}

}  // namespace

Findings check_credential(json::Value& credential, const Session& session, const Enclosure* around) {
    CheckList list(session);
    Findings out;
    model::Findings model_findings;
    model::check_credential(credential, json::Path{}, model_findings);
    openbadges::check(credential, json::Path{}, model_findings);
    if (around != nullptr) jwt::compare(credential, around->claims, around->format, model_findings);
    if (around != nullptr && around->format == Format::Jwt)
        jwt::check_header(credential, around->header, model_findings);

    proof::Verified verified;
    {
        proof::Detached detached(credential);
        verified =
            proof::verify_proofs(detached, {session.environment.jsonld, session.environment.resolver,
                                            did::Purpose::AssertionMethod, session.options.now, session.options.trace});
        check_json_ld(detached, verified.json_ld, session, list);
    }
    if (around != nullptr) verified.proofs.insert(verified.proofs.begin(), around->proof);
    report_findings("data-model", model_findings, "The credential has what the standard asks for.", session, list);
    check_schema(credential, session, list);
    bool proof_good = true;
    if (around == nullptr && is_self_asserted(credential, session)) {
        list.pass("proof", "The issuer of this signed what is around it; that proof secures it.");
        list.pass("issuer", "The issuer is who signed what is around it.", "/issuer");
    } else {
        check_proofs(verified.proofs, session, list, out.traces);
        proof_good = is_good("proof", list.checks());
        check_issuer(credential, verified.proofs, list);
    }
    check_validity_period(credential, session, list);
    if (around != nullptr) check_token_times(around->claims, session, list);
    const bool token_status = around != nullptr && json::find(around->claims, "status") != nullptr;
    if (token_status) check_token_status(around->claims, issuer_of(credential), proof_good, session, list);
    if (!token_status || json::find(credential, "credentialStatus") != nullptr) {
        check_status(credential, proof_good, session, list);
    }
    check_refresh(credential, list);
    check_endorsements(credential, session, list);
    check_recipient(credential, session, list);
    check_challenge(credential, around, session, list);
    if (openbadges::is_clr_credential(credential)) {
        const bool secured = proof_good && is_good("issuer", list.checks());
        check_clr(credential, secured, session, list, out.traces);
    }
    out.checks = std::move(list.checks());
    return out;
}

}  // namespace blason::vc::checks
