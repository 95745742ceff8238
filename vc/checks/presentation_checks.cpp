#include "vc/checks/document_checks.hpp"
#include "vc/checks/session.hpp"
#include "vc/checks/token.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"

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

/// Version 1.1 has credentials as plain tokens, which mean nothing in JSON-LD: they stand aside while it is read.
class TokensAside {
  public:
    explicit TokensAside(json::Value& presentation) : presentation_(presentation.get_object()) {
        const json::Value* inner = presentation_.if_contains("verifiableCredential");
        if (inner == nullptr) return;
        model::for_each_value(*inner, [&](const json::Value& one, std::optional<std::size_t>) {
            if (one.is_string()) tokens_ = true;
        });
        if (!tokens_) return;
        kept_ = presentation_;
        json::Array others;
        model::for_each_value(*inner, [&](const json::Value& one, std::optional<std::size_t>) {
            if (!one.is_string()) others.push_back(one);
        });
        presentation_["verifiableCredential"] = std::move(others);
    }
    ~TokensAside() {
        if (tokens_) presentation_ = std::move(kept_);
    }
    TokensAside(const TokensAside&) = delete;
    TokensAside& operator=(const TokensAside&) = delete;

  private:
    json::Object& presentation_;
    json::Object kept_;
    bool tokens_ = false;
};

}  // namespace

Findings check_presentation(json::Value& presentation, const Session& session, const Enclosure* around) {
    CheckList list(session);
    Findings out;
    model::Findings model_findings;
    model::check_presentation(presentation, json::Path{}, model_findings);
    if (around != nullptr) jwt::compare_holder(presentation, around->claims, model_findings);

    proof::Verified verified;
    {
        const TokensAside tokens(presentation);
        proof::Detached detached(presentation);
        verified =
            proof::verify_proofs(detached, {session.environment.jsonld, session.environment.resolver,
                                            did::Purpose::Authentication, session.options.now, session.options.trace});
        check_json_ld(detached, verified.json_ld, session, list);
    }
    if (around != nullptr) verified.proofs.insert(verified.proofs.begin(), around->proof);
    report_findings("data-model", model_findings, "The presentation has what the standard asks for.", session, list);
    check_proofs(verified.proofs, session, list, out.traces);
    const auto id = holder_of(presentation);
    const Maker maker = id ? made_by(*id, verified.proofs) : Maker::Unknown;
    check_holder(presentation, maker, list);
    if (around != nullptr) check_token_times(around->claims, session, list);
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
