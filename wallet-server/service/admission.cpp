#include "wallet-server/service/admission.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "did/did_key.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/recipient.hpp"
#include "vc/presentation/holder_name.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason::service {
namespace {

using openbadges::Match;

constexpr std::array kNames{
    std::pair(Admission::Valid, std::string_view("valid")),
    std::pair(Admission::Expired, std::string_view("expired")),
    std::pair(Admission::Early, std::string_view("early")),
    std::pair(Admission::Unverified, std::string_view("unverified")),
    std::pair(Admission::Failed, std::string_view("failed")),
    std::pair(Admission::SomebodyElse, std::string_view("somebody-else")),
    std::pair(Admission::NoCredential, std::string_view("no-credential")),
};

bool has(const std::vector<std::string>& list, std::string_view one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Documents that are signed as credentials are, and are nobody's.
bool is_nobodys(const vc::Report& report) {
    for (const std::string_view kind :
         {"VerifiablePresentation", "BitstringStatusListCredential", "StatusList2021Credential"})
        if (report.kind == kind) return true;
    return false;
}

/// What fails is time alone: then which of the two; else Failed.
Admission of_failures(const vc::Report& report) {
    Admission out = Admission::Valid;
    for (const auto& check : report.checks) {
        if (check.outcome != vc::Outcome::Fail) continue;
        if (check.name != "validity-period") return Admission::Failed;
        const bool over = check.code == "expired" || check.code == "jwt-expired";
        const bool to_come = check.code == "not-yet-valid" || check.code == "jwt-not-yet-valid";
        if (!over && !to_come) return Admission::Failed;
        if (out != Admission::Expired) out = over ? Admission::Expired : Admission::Early;
    }
    return out;
}

bool names_somebody(const json::Value& credential) {
    const auto* subjects = json::find(credential, "credentialSubject");
    bool named = false;
    if (subjects == nullptr) return named;
    vc::model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        named = named || json::find(subject, "id") != nullptr || json::find(subject, "identifier") != nullptr;
    });
    return named;
}

bool is_about_key(const json::Value& credential, const std::vector<std::string>& keys) {
    const auto* subjects = json::find(credential, "credentialSubject");
    bool found = false;
    if (subjects == nullptr) return found;
    vc::model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
        const auto id = vc::model::id_of(subject);
        if (!id) return;
        const auto key = vc::presentation::key_did_of(*id);
        found = found || (!key.empty() && has(keys, key));
    });
    return found;
}

Match called(const json::Value& credential, std::string_view name) {
    if (openbadges::is_ob2_assertion(credential)) return openbadges::ob2_recipient_is(credential, name);
    const auto match = openbadges::recipient_is(credential, name);
    if (match == Match::Yes || name.find('@') == std::string_view::npos) return match;
    const auto as_url = openbadges::recipient_is(credential, "mailto:" + std::string(name));
    return as_url == Match::Yes ? as_url : match;
}

/// Whether the credential is the holder's, as far as it says whose it is.
Match is_for(const json::Value& credential, std::string_view text, const KnownAs& holder) {
    if (vc::token_format(text) == vc::Format::SdJwt) {
        // Who has not the key can never show it.
        const auto key = vc::sdjwt::bound_key(text);
        if (key) return has(holder.keys, did::did_key(*key)) ? Match::Yes : Match::No;
    }
    const bool named = openbadges::is_ob2_assertion(credential) || names_somebody(credential);
    if (!named || is_about_key(credential, holder.keys)) return Match::Yes;
    Match best = Match::No;
    for (const auto& name : holder.names) {
        const auto match = called(credential, name);
        if (match == Match::Yes) return match;
        if (match == Match::Unknown) best = match;
    }
    return best;
}

}  // namespace

std::string_view to_text(Admission admission) {
    const auto* found =
        std::find_if(kNames.begin(), kNames.end(), [&](const auto& one) { return one.first == admission; });
    return found->second;
}

std::optional<Admission> parse_admission(std::string_view text) {
    const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& one) { return one.second == text; });
    if (found == kNames.end()) return std::nullopt;
    return found->first;
}

bool may_be_kept(Admission admission) {
    return admission == Admission::Valid || admission == Admission::Expired || admission == Admission::Early ||
           admission == Admission::Unverified;
}

bool is_genuine(const vc::Report& report) {
    return of_failures(report) != Admission::Failed &&
           std::ranges::none_of(report.checks,
                                [](const auto& check) { return check.outcome == vc::Outcome::Unknown; }) &&
           std::ranges::any_of(report.checks, [](const auto& check) { return check.outcome == vc::Outcome::Pass; });
}

Admission admission_of(const vc::Report& report, std::string_view text, const KnownAs& holder) {
    const auto time = of_failures(report);
    if (time == Admission::Failed) return time;
    if (is_nobodys(report) || !report.credential.value().is_object()) return Admission::NoCredential;
    const auto match = is_for(report.credential, text, holder);
    if (match == Match::No) return Admission::SomebodyElse;
    const bool unknown =
        match == Match::Unknown || std::any_of(report.checks.begin(), report.checks.end(),
                                               [](const auto& check) { return check.outcome == vc::Outcome::Unknown; });
    return unknown ? Admission::Unverified : time;
}

}  // namespace blason::service
