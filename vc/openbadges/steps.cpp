#include "vc/openbadges/steps.hpp"

#include <algorithm>
#include <array>

#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

using vc::Check;
using vc::Outcome;

bool below(std::string_view pointer, std::string_view place) {
    return pointer.starts_with(place) && (pointer.size() == place.size() || pointer[place.size()] == '/');
}

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool any(const Check&) {
    return true;
}
bool about_context(const Check& check) {
    return below(check.pointer, "/@context") || is_one_of(check.code, {"missing-context", "vcdm-1-1"});
}
bool about_type(const Check& check) {
    return below(check.pointer, "/type") || (check.pointer.empty() && check.code == "missing-type");
}
bool about_subject(const Check& check) {
    return below(check.pointer, "/credentialSubject") || check.code == "missing-subject";
}
bool about_evidence(const Check& check) {
    return below(check.pointer, "/evidence");
}
bool about_issuer(const Check& check) {
    return below(check.pointer, "/issuer") || check.code == "missing-issuer";
}
bool about_the_end(const Check& check) {
    return !is_one_of(check.code, {"not-yet-valid", "jwt-not-yet-valid"});
}
bool about_the_beginning(const Check& check) {
    return !is_one_of(check.code, {"expired", "jwt-expired"});
}

/// A step is the checks of one name, or those of them that are about one part of the document.
struct Row {
    std::string_view name;
    std::string_view check;
    bool (*about)(const Check&);
};

constexpr std::array kRows = {
    Row{"parse", "format", any},
    Row{"json-ld", "json-ld", any},
    Row{"context", "data-model", about_context},
    Row{"type", "data-model", about_type},
    Row{"json-schema", "data-model", any},  // our rules say what the published schema says, and more
    Row{"credential-schema", "schema", any},
    Row{"subject", "data-model", about_subject},
    Row{"evidence", "data-model", about_evidence},
    Row{"issuer-profile", "data-model", about_issuer},
    Row{"proof", "proof", any},
    Row{"issuer-key", "issuer", any},
    Row{"refresh", "refresh", any},
    Row{"revocation", "status", any},
    Row{"expiration", "validity-period", about_the_end},
    Row{"issuance", "validity-period", about_the_beginning},
    Row{"endorsements", "endorsements", any},
    Row{"recipient", "recipient", any}};

int weight(Outcome outcome) {
    switch (outcome) {
        case Outcome::Fail:
            return 4;
        case Outcome::Unknown:
            return 3;
        case Outcome::Warning:
            return 2;
        case Outcome::Pass:
            return 1;
        case Outcome::NotApplicable:
            break;
    }
    return 0;
}

/// The part of a check that passed passed too, and so did a part that nothing was said about while something was said
/// about another.
Step step_of(const Row& row, const vc::Report& report) {
    Step step{row.name, Outcome::Unknown, {}};
    bool was_made = false;
    bool applies = false;
    bool said = false;
    Outcome worst = Outcome::NotApplicable;
    for (const Check& check : report.checks) {
        if (check.name != row.check) continue;
        was_made = true;
        applies = applies || check.outcome != Outcome::NotApplicable;
        if (check.outcome == Outcome::Pass || check.outcome == Outcome::NotApplicable || row.about(check)) {
            said = true;
            if (weight(check.outcome) > weight(worst)) worst = check.outcome;
            const bool is_new = std::find(step.codes.begin(), step.codes.end(), check.code) == step.codes.end();
            if (weight(check.outcome) > weight(Outcome::Pass) && is_new) step.codes.push_back(check.code);
        }
    }
    if (was_made) step.outcome = said ? worst : applies ? Outcome::Pass : Outcome::NotApplicable;
    return step;
}

}  // namespace

std::vector<Step> steps(const vc::Report& report) {
    const bool unread = report.kind.empty();
    if (!unread && report.kind != "OpenBadgeCredential" && report.kind != "EndorsementCredential") return {};
    std::vector<Step> out;
    out.reserve(kRows.size());
    for (const Row& row : kRows) out.push_back(step_of(row, report));
    return out;
}

json::Array to_json(const std::vector<Step>& steps) {
    json::Array out;
    for (const Step& step : steps) {
        json::Array codes;
        for (const std::string& code : step.codes) codes.push_back(vc::model::text_value(code));
        out.push_back(json::Object{{"name", vc::model::text_value(step.name)},
                                   {"outcome", vc::model::text_value(vc::to_text(step.outcome))},
                                   {"codes", std::move(codes)}});
    }
    return out;
}

}  // namespace blason::openbadges
