#include "vc/checks/endorsements.hpp"

#include <algorithm>

#include "engine/json/pointer.hpp"
#include "vc/checks/token.hpp"

namespace blason::vc::checks {

namespace {

struct Embedded {
    std::string pointer;
    json::Value* credential;  ///< an object, or the text of a JWT
    bool jwt;                 ///< which of the two it must be
};

void collect_member(json::Value& value, bool jwt, const json::Path& path, std::vector<Embedded>& found) {
    if (!value.is_array()) {
        found.push_back({path.pointer(), &value, jwt});
        return;
    }
    std::size_t index = 0;
    for (json::Value& one : value.get_array()) collect_member(one, jwt, json::Path(&path, index++), found);
}

/// Credentials inside a CLR have their own endorsements, which their own checks see to.
void collect(json::Value& value, const json::Path& path, std::vector<Embedded>& found) {
    if (value.is_array()) {
        std::size_t index = 0;
        for (json::Value& one : value.get_array()) collect(one, json::Path(&path, index++), found);
    } else if (value.is_object()) {
        for (auto& member : value.get_object()) {
            const std::string_view name(member.key().data(), member.key().size());
            const json::Path here(&path, name);
            if (name == "endorsement" || name == "endorsementJwt") {
                collect_member(member.value(), name == "endorsementJwt", here, found);
            } else if (name != "@context" && name != "proof" && name != "verifiableCredential") {
                collect(member.value(), here, found);
            }
        }
    }
}

/// An endorsement is good when its own report is; what is wrong with it is said in the message.
Outcome check_one(const Embedded& endorsement, const Session& session, CheckList& list) {
    if (endorsement.jwt ? !endorsement.credential->is_string() : !endorsement.credential->is_object()) {
        list.fail("endorsements", "endorsement-invalid", "This is not an endorsement.", endorsement.pointer);
        return Outcome::Fail;
    }
    VerifyOptions options = session.options;
    options.recipient.reset();
    options.challenge.reset();
    options.domain.reset();
    options.trace = false;
    const Session inner{options, session.environment, session.prefix + endorsement.pointer, session.depth + 1, {}};
    Report report;
    report.checks = endorsement.jwt
                        ? check_token(json::view(*endorsement.credential), Expected::Credential, inner).findings.checks
                        : check_credential(*endorsement.credential, inner).checks;
    const Verdict verdict = report.verdict();
    if (verdict == Verdict::Valid) return Outcome::Pass;
    const Outcome outcome = verdict == Verdict::Invalid ? Outcome::Fail : Outcome::Unknown;
    const auto reason = std::find_if(report.checks.begin(), report.checks.end(),
                                     [&](const Check& check) { return check.outcome == outcome; });
    list.add("endorsements", outcome, outcome == Outcome::Fail ? "endorsement-invalid" : "endorsement-unknown",
             "An endorsement " + std::string(outcome == Outcome::Fail ? "is not valid" : "could not be checked") +
                 (reason == report.checks.end() ? "." : ": " + reason->message),
             endorsement.pointer);
    return outcome;
}

}  // namespace

void check_endorsements(json::Value& credential, const Session& session, CheckList& list) {
    std::vector<Embedded> found;
    collect(credential, json::Path{}, found);
    if (found.empty()) return list.not_applicable("endorsements", "The credential has no endorsements.");
    if (session.depth >= kMaxDepth || found.size() > kMaxEndorsements) {
        return list.unknown("endorsements", "endorsements-too-many",
                            "There are more endorsements than are checked at once.", found.front().pointer);
    }
    bool all_good = true;
    for (const Embedded& endorsement : found) {
        all_good = check_one(endorsement, session, list) == Outcome::Pass && all_good;
    }
    if (all_good) list.pass("endorsements", "Each endorsement is valid.");
}

}  // namespace blason::vc::checks
