#include "vc/checks/endorsements.hpp"

#include <algorithm>
#include <memory>

#include "engine/json/pointer.hpp"
#include "vc/checks/token.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"

namespace blason::vc::checks {

namespace {

/// What an endorsement may be about where it stands (Open Badges 3.0, `endorsement` of each class): the object that
/// holds it; at the credential also the achievements and profiles inside.
using About = std::vector<std::string>;

struct Embedded {
    std::string pointer;
    json::Value* credential;  ///< an object, or the text of a JWT
    bool jwt;                 ///< which of the two it must be
    const About* about;
};

/// Credentials inside have their own endorsements and subjects, which their own checks see to.
bool is_of_this_credential(std::string_view member) {
    return member != "@context" && member != "proof" && member != "verifiableCredential" && member != "endorsement" &&
           member != "endorsementJwt";
}

void add_id(const json::Value& object, About& about) {
    if (const auto id = model::id_of(object)) about.emplace_back(*id);
}

void collect_parts(const json::Value& value, About& about) {
    if (value.is_array()) {
        for (const json::Value& one : value.get_array()) collect_parts(one, about);
    } else if (value.is_object()) {
        if (model::has_type(value, "Achievement") || model::has_type(value, "Profile")) add_id(value, about);
        for (const auto& member : value.get_object())
            if (is_of_this_credential({member.key().data(), member.key().size()})) collect_parts(member.value(), about);
    }
}

About parts_of(const json::Value& credential) {
    About about;
    add_id(credential, about);
    if (const json::Value* issuer = json::find(credential, "issuer")) add_id(*issuer, about);
    collect_parts(credential, about);
    return about;
}

/// Finds the endorsements at whatever depth they stand, each with what it may be about.
class Collector {
  public:
    explicit Collector(json::Value& credential) {
        if (!credential.is_object()) return;
        members(credential.get_object(), json::Path{}, nullptr);
        if (found_.empty()) return;
        const About* parts = keep(parts_of(credential));
        for (Embedded& one : found_)
            if (one.about == nullptr) one.about = parts;
    }

    [[nodiscard]] const std::vector<Embedded>& found() const { return found_; }

  private:
    const About* keep(About about) { return abouts_.emplace_back(std::make_unique<About>(std::move(about))).get(); }

    void list(json::Value& value, bool jwt, const json::Path& path, const About* about) {
        if (!value.is_array()) {
            found_.push_back({path.pointer(), &value, jwt, about});
            return;
        }
        std::size_t index = 0;
        for (json::Value& one : value.get_array()) list(one, jwt, json::Path(&path, index++), about);
    }

    /// `holder`: whose members they are; nullptr: of the credential itself.
    void members(json::Object& object, const json::Path& path, const json::Value* holder) {
        const About* about = nullptr;
        for (auto& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            const json::Path here(&path, name);
            if (name == "endorsement" || name == "endorsementJwt") {
                if (holder != nullptr && about == nullptr) {
                    About own;
                    add_id(*holder, own);
                    about = keep(std::move(own));
                }
                list(member.value(), name == "endorsementJwt", here, about);
            } else if (is_of_this_credential(name)) {
                inside(member.value(), here);
            }
        }
    }

    void inside(json::Value& value, const json::Path& path) {
        if (value.is_array()) {
            std::size_t index = 0;
            for (json::Value& one : value.get_array()) inside(one, json::Path(&path, index++));
        } else if (value.is_object()) {
            members(value.get_object(), path, &value);
        }
    }

    std::vector<Embedded> found_;
    std::vector<std::unique_ptr<About>> abouts_;
};

/// Whether its subject is one of those; what has no id is not about anything that could be named.
bool is_about(const json::Value& endorsement, const About& about) {
    const json::Value* subject = json::find(endorsement, "credentialSubject");
    if (subject == nullptr) return false;
    bool all = true;
    model::for_each_value(*subject, [&](const json::Value& one, std::optional<std::size_t>) {
        const auto id = model::id_of(one);
        all = all && id && std::find(about.begin(), about.end(), *id) != about.end();
    });
    return all;
}

/// What is read of an endorsement, and what its own checks say.
struct Judged {
    Report report;
    bool is_endorsement = true;  ///< also where it could not be read: then the report says why
    bool about_this = true;
};

Judged judge(const Embedded& endorsement, const Session& session) {
    VerifyOptions options = session.options;
    options.recipient.reset();
    options.challenge.reset();
    options.domain.reset();
    options.trace = false;
    const Session inner{options, session.environment, session.prefix + endorsement.pointer, session.depth + 1, {}};
    Judged judged;
    const auto look_at = [&](const json::Value& document) {
        judged.is_endorsement = openbadges::is_endorsement_credential(document);
        judged.about_this = is_about(document, *endorsement.about);
    };
    if (endorsement.jwt) {
        auto token = check_token(json::view(*endorsement.credential), Expected::Credential, inner);
        judged.report.checks = std::move(token.findings.checks);
        if (!token.document.is_null()) look_at(token.document);
    } else {
        judged.report.checks = check_credential(*endorsement.credential, inner).checks;
        look_at(*endorsement.credential);
    }
    return judged;
}

/// An endorsement is good when its own report is, and it is one of what holds it; what is wrong with it is said in the
/// message.
bool check_one(const Embedded& endorsement, const Session& session, CheckList& list) {
    const auto invalid = [&](std::string message) {
        list.fail("endorsements", "endorsement-invalid", std::move(message), endorsement.pointer);
        return false;
    };
    if (endorsement.jwt ? !endorsement.credential->is_string() : !endorsement.credential->is_object())
        return invalid("This is not an endorsement.");
    const Judged judged = judge(endorsement, session);
    if (!judged.is_endorsement) return invalid("This is a credential, but no EndorsementCredential.");
    const Verdict verdict = judged.report.verdict();
    if (verdict == Verdict::Valid) {
        if (judged.about_this) return true;
        list.add("endorsements", session.options.strict ? Outcome::Fail : Outcome::Warning, "endorsement-of-another",
                 "The endorsement is genuine, but about something else than what it stands in.", endorsement.pointer);
        return false;
    }
    const Outcome outcome = verdict == Verdict::Invalid ? Outcome::Fail : Outcome::Unknown;
    const auto reason = std::find_if(judged.report.checks.begin(), judged.report.checks.end(),
                                     [&](const Check& check) { return check.outcome == outcome; });
    list.add("endorsements", outcome, outcome == Outcome::Fail ? "endorsement-invalid" : "endorsement-unknown",
             "An endorsement " + std::string(outcome == Outcome::Fail ? "is not valid" : "could not be checked") +
                 (reason == judged.report.checks.end() ? "." : ": " + reason->message),
             endorsement.pointer);
    return false;
}

}  // namespace

void check_endorsements(json::Value& credential, const Session& session, CheckList& list) {
    const Collector collector(credential);
    const auto& found = collector.found();
    if (found.empty()) return list.not_applicable("endorsements", "The credential has no endorsements.");
    if (session.depth >= kMaxDepth || found.size() > kMaxEndorsements) {
        return list.unknown("endorsements", "endorsements-too-many",
                            "There are more endorsements than are checked at once.", found.front().pointer);
    }
    bool all_good = true;
    for (const Embedded& endorsement : found) {
        all_good = check_one(endorsement, session, list) && all_good;
    }
    if (all_good) list.pass("endorsements", "Each endorsement is valid.");
}

}  // namespace blason::vc::checks
