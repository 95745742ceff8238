#include "vc/checks/document_checks.hpp"

#include <algorithm>

#include "vc/model/document_rules.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::checks {

namespace {

/// A member that is a text, or a list that holds it, equals what was asked for.
template <typename Json>
bool says(const Json& proof, std::string_view member, std::string_view expected) {
    const json::Value* value = json::find(proof, member);
    if (value == nullptr) return false;
    bool found = false;
    model::for_each_value(*value, [&](const json::Value& one, std::optional<std::size_t>) {
        found = found || (one.is_string() && json::view(one) == expected);
    });
    return found;
}

}  // namespace

Outcome outcome_of(const Error& error) {
    // A limit of ours says nothing about what is beyond it.
    const bool unknown = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TooLarge;
    return unknown ? Outcome::Unknown : Outcome::Fail;
}

void report_findings(std::string_view name, const model::Findings& findings, std::string_view passed,
                     const Session& session, CheckList& list) {
    if (findings.empty()) return list.pass(name, std::string(passed));
    const Outcome advisory = session.options.strict ? Outcome::Fail : Outcome::Warning;
    for (const model::Finding& finding : findings.all()) {
        list.add(name, finding.severity == model::Severity::Error ? Outcome::Fail : advisory, finding.code,
                 finding.message, finding.pointer);
    }
}

void check_json_ld(const proof::Detached& document, const Result<void>& read, const Session& session, CheckList& list) {
    if (!read) {
        const Error& error = read.error();
        // A context that is not known here, or not as it is, says nothing about the document (jsonld::DocumentLoader).
        // So do contexts that refer to each other longer than we follow them.
        const bool unknown = error.code.starts_with("context-") || error.code == "context overflow";
        const Outcome outcome = unknown ? Outcome::Unknown : outcome_of(error);
        return list.add("json-ld", outcome, proof::kebab_case(error.code), error.detail, error.pointer);
    }
    model::Findings findings;
    const json::Path root;
    model::check_names_say_what_they_mean(document.value(), root, findings);
    // A proof signs the meaning of its own members too, so its end could be hidden just the same.
    const json::Path proof(&root, "proof");
    const json::Value* contexts = json::find(document.value(), "@context");
    for (std::size_t i = 0; i < document.proofs().size(); ++i) {
        const json::Path place = document.is_list() ? json::Path(&proof, i) : proof;
        model::check_names_in_proof(*document.proofs()[i], contexts, place, findings);
    }
    report_findings("json-ld", findings, "Every term is defined by the contexts.", session, list);
}

void check_proofs(std::vector<proof::ProofResult>& proofs, const Session& session, CheckList& list,
                  std::vector<ProofTrace>& traces) {
    if (proofs.empty() && session.proof_optional)
        return list.unknown("proof", "proof-missing", "There is no proof, so only the record around it says so.");
    if (proofs.empty())
        return list.fail("proof", "proof-missing", "There is no proof, so anyone could have made this.");
    const bool any_good = std::any_of(proofs.begin(), proofs.end(), [](const auto& proof) { return !proof.error; });
    for (proof::ProofResult& proof : proofs) {
        if (proof.trace) {
            proof.trace->pointer = session.prefix + proof.pointer;
            traces.push_back(std::move(*proof.trace));
        }
        if (!proof.error) {
            list.pass("proof", "The signature is good: nothing was changed since.", proof.pointer);
            continue;
        }
        const bool spared = proof.error->code == "cryptosuite-unknown" && any_good && !session.options.strict;
        list.add("proof", spared ? Outcome::Warning : outcome_of(*proof.error), proof.error->code, proof.error->detail,
                 proof.pointer + proof.error->pointer);
    }
}

void check_challenge(const json::Value& document, const Enclosure* around, const Session& session, CheckList& list) {
    struct Asked {
        std::string_view member;
        std::string_view claim;
        const std::optional<std::string>& value;
    };
    const Asked asked[] = {{"challenge", "nonce", session.options.challenge},
                           {"domain", "aud", session.options.domain}};
    if (!asked[0].value && !asked[1].value) {
        return list.not_applicable("challenge", "No challenge or domain was asked for.");
    }
    const json::Value* proofs = json::find(document, "proof");
    const json::Object* answer = around == nullptr ? nullptr : around->answer;
    if (answer == nullptr && (around != nullptr || proofs == nullptr)) {
        return list.fail("challenge", "proof-missing", "There is no proof that could answer the challenge.");
    }
    bool good = true;
    const auto differs = [&](std::string_view member, const std::string& place) {
        good = false;
        list.fail("challenge", std::string(member) + "-mismatch",
                  "The proof was not made for the " + std::string(member) + " that was asked for.", place);
    };
    for (const Asked& one : asked) {
        if (!one.value) continue;
        if (answer != nullptr) {
            if (!says(*answer, one.claim, *one.value)) differs(one.member, "/" + std::string(one.claim));
            continue;
        }
        model::for_each_value(*proofs, [&](const json::Value& proof, std::optional<std::size_t> index) {
            if (says(proof, one.member, *one.value)) return;
            const std::string place = index ? "/proof/" + std::to_string(*index) : "/proof";
            differs(one.member, place + "/" + std::string(one.member));
        });
    }
    if (good) list.pass("challenge", "The proof was made for this request.");
}

bool is_good(std::string_view name, const std::vector<Check>& checks) {
    return std::none_of(checks.begin(), checks.end(), [&](const Check& check) {
        return check.name == name && (check.outcome == Outcome::Fail || check.outcome == Outcome::Unknown);
    });
}

Maker made_by(std::string_view controller, const std::vector<proof::ProofResult>& proofs) {
    Maker maker = Maker::Unknown;
    for (const proof::ProofResult& proof : proofs) {
        if (proof.error || !proof.method) continue;
        if (proof.method->controller == controller) return Maker::Confirmed;
        if (maker != Maker::NotAsked) maker = proof.owner_unknown ? Maker::NotAsked : Maker::Other;
    }
    return maker;
}

}  // namespace blason::vc::checks
