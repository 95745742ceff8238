#include <algorithm>

#include "vc/checks/document_checks.hpp"
#include "vc/checks/session.hpp"
#include "vc/checks/token.hpp"
#include "vc/checks/token_status.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/suite.hpp"

namespace blason::vc::checks {

namespace {

std::optional<std::string_view> holder_of(const json::Value& presentation) {
    const json::Value* holder = json::find(presentation, "holder");
    return holder == nullptr ? std::nullopt : model::id_of(*holder);
}

/// The key that answered the challenge is the holder's.
void check_holder(const json::Value& presentation, Maker maker, CheckList& list) {
    if (!holder_of(presentation)) {
        return list.warn("holder-binding", "holder-missing", "The presentation does not say who its holder is.");
    }
    switch (maker) {
        case Maker::Confirmed:
            return list.pass("holder-binding", "The key belongs to the holder.", "/holder");
        case Maker::Other:
            return list.fail("holder-binding", "holder-key-mismatch",
                             "The signature is good, but the key is not the holder's.", "/holder");
        case Maker::NotAsked:
            return list.unknown("holder-binding", "holder-not-asked",
                                "The signature is good, but whether the key is the holder's could not be asked.",
                                "/holder");
        case Maker::Unknown:
            break;
    }
    list.unknown("holder-binding", "holder-not-authenticated",
                 "Without a good proof nothing is known about who presents this.", "/holder");
}

/// A credential about somebody else may be presented, by a parent or an employer; whoever relies on it should know.
void check_subjects(const json::Value& credential, std::string_view holder, std::string_view pointer, CheckList& list) {
    const json::Value* subjects = json::find(credential, "credentialSubject");
    if (subjects == nullptr) return;
    model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t> index) {
        const auto id = subject.is_object() ? model::id_of(subject) : std::nullopt;
        if (!id || *id == holder) return;
        list.warn("holder-binding", "holder-not-subject", "The credential is about somebody else than the holder.",
                  std::string(pointer) + "/credentialSubject" + (index ? "/" + std::to_string(*index) : "") + "/id");
    });
}

/// A credential inside; what does not apply to it is left out of the report.
void check_inner(json::Value& credential, const std::string& pointer, const Session& session,
                 const std::optional<std::string>& holder, CheckList& list, std::vector<ProofTrace>& traces) {
    VerifyOptions options = session.options;
    options.challenge.reset();
    options.domain.reset();
    const Session inner{options, session.environment, session.prefix + pointer, session.depth + 1, holder};
    Findings found;
    if (const auto token = token_inside(credential)) {
        if (const auto& error = *token; !error) {
            return list.add("format", outcome_of(error.error()), error.error().code, error.error().detail, pointer);
        }
        TokenFindings opened = check_token(**token, Expected::Credential, inner);
        if (holder) check_subjects(opened.document, *holder, pointer, list);
        found = std::move(opened.findings);
    } else {
        if (!credential.is_object()) return;  // the data model check has said so
        if (holder) check_subjects(credential, *holder, pointer, list);
        found = check_credential(credential, inner);
    }
    std::erase_if(found.checks, [](const Check& check) { return check.outcome == Outcome::NotApplicable; });
    list.append(std::move(found.checks));
    for (ProofTrace& trace : found.traces) traces.push_back(std::move(trace));
}

bool is_signed_as_rdf(const json::Value& proof) {
    const auto* suite = proof::find_suite(json::text_view(proof, "type"), json::text_view(proof, "cryptosuite"));
    return suite != nullptr && suite->transform == proof::rdfc;
}

/// Version 1.1 has credentials as plain tokens, which mean nothing in JSON-LD. They are no fault where the text is what
/// is signed: in a token, or with a JCS suite. A signature over RDF would leave them out, and anybody could put some
/// in.
bool may_hold_tokens(const proof::Detached& presentation) {
    return std::none_of(presentation.proofs().begin(), presentation.proofs().end(),
                        [](const json::Value* proof) { return is_signed_as_rdf(*proof); });
}

/// Nothing: there are none.
std::optional<json::Value> without_tokens(const json::Value& presentation) {
    const json::Value* inner = json::find(presentation, "verifiableCredential");
    if (inner == nullptr) return std::nullopt;
    json::Array others;
    std::size_t tokens = 0;
    model::for_each_value(*inner, [&](const json::Value& one, std::optional<std::size_t>) {
        if (one.is_string()) {
            ++tokens;
        } else {
            others.push_back(one);
        }
    });
    if (tokens == 0) return std::nullopt;
    json::Value rest = presentation;
    rest.get_object()["verifiableCredential"] = std::move(others);
    return rest;
}

/// The proofs of the presentation itself, which is the check "json-ld" too.
proof::Verified check_document(json::Value& presentation, const Session& session, CheckList& list) {
    const jsonld::Processor& processor = session.environment.jsonld;
    proof::Detached detached(presentation);
    proof::Verified verified =
        proof::verify_proofs(detached, {processor, session.environment.resolver, did::Purpose::Authentication,
                                        session.options.now, session.options.trace});
    if (!verified.json_ld && may_hold_tokens(detached)) {
        if (const auto rest = without_tokens(detached.value())) {
            verified.json_ld = processor.check(*rest, proof::safe_mode());
        }
    }
    check_json_ld(detached, verified.json_ld, session, list);
    return verified;
}

}  // namespace

Findings check_presentation(json::Value& presentation, const Session& session, const Enclosure* around) {
    CheckList list(session);
    Findings out;
    model::Findings model_findings;
    model::check_presentation(presentation, json::Path{}, model_findings);
    if (around != nullptr) jwt::compare_holder(presentation, around->claims, model_findings);

    proof::Verified verified = check_document(presentation, session, list);
    if (around != nullptr) verified.proofs.insert(verified.proofs.begin(), around->proof);
    report_findings("data-model", model_findings, "The presentation has what the standard asks for.", session, list);
    check_proofs(verified.proofs, session, list, out.traces);
    const auto id = holder_of(presentation);
    const Maker maker = id ? made_by(*id, verified.proofs) : Maker::Unknown;
    check_holder(presentation, maker, list);
    if (around != nullptr) {
        check_token_times(around->claims, session, list);
        const bool proof_good = is_good("proof", list.checks());
        check_token_status(around->claims, id.value_or(std::string_view()), proof_good, session, list);
    }
    check_challenge(presentation, around, session, list);

    std::optional<std::string> holder;
    if (id && maker == Maker::Confirmed) holder = std::string(*id);
    if (json::Value* inner = presentation.get_object().if_contains("verifiableCredential")) {
        const bool one = !inner->is_array();
        const std::size_t count = one ? 1 : inner->get_array().size();
        for (std::size_t i = 0; i < count; ++i) {
            json::Value& credential = one ? *inner : inner->get_array()[i];
            const std::string pointer = "/verifiableCredential" + (one ? "" : "/" + std::to_string(i));
            check_inner(credential, pointer, session, holder, list, out.traces);
        }
    }
    out.checks = std::move(list.checks());
    return out;
}

}  // namespace blason::vc::checks
