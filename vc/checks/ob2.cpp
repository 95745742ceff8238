#include "vc/checks/ob2.hpp"

#include "engine/json/parse.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/ob2_documents.hpp"
#include "vc/checks/ob2_endorsements.hpp"
#include "vc/checks/ob2_signature.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/ob2_rules.hpp"
#include "vc/openbadges/ob2_scope.hpp"

namespace blason::vc::checks {

namespace {

using openbadges::Ob2Class;

/// The badge class or the issuer of an assertion: what was fetched, or stands inside, or why there is nothing.
struct Linked {
    json::Value document;
    std::optional<Error> error;
    bool known() const { return !error; }
};

/// A document with a web address is fetched, whatever copy stands inside. Without one the copy inside counts: badge
/// classes may be as short-lived as their assertion (Open Badges 2.0, BadgeClass).
Linked follow(const json::Value* link, std::string_view what, const Session& session) {
    if (link == nullptr) return {{}, refused("missing-property", "There is no " + std::string(what) + ".")};
    const auto id = model::id_of(*link);
    if (id && openbadges::is_web_address(*id)) {
        auto loaded = load_ob2(std::string(*id), session);
        if (loaded) return {std::move(*loaded), {}};
        return {{}, std::move(loaded).error()};
    }
    if (link->is_object()) return {*link, {}};
    return {{}, refused("ob2-address", "The " + std::string(what) + " is neither here nor at a web address.")};
}

/// One assertion in the terms of the context, with its badge class and issuer put in their places.
class Badge {
  public:
    Badge(json::Value assertion, const Session& session) : assertion_(std::move(assertion)) {
        badge_class_ = follow(json::find(assertion_, "badge"), "badge class", session);
        if (!badge_class_.known()) {
            issuer_.error = badge_class_.error;
            return;
        }
        const json::Value* issuer = json::find(badge_class_.document, "issuer");
        issuer_ = follow(issuer, "issuer", session);
        // An issuer that only the badge itself describes could be anybody.
        const auto id = issuer == nullptr ? std::nullopt : model::id_of(*issuer);
        if (issuer_.known() && (!id || !openbadges::is_web_address(*id)))
            issuer_.error =
                unavailable("issuer-not-asked", "The issuer has no web address at which it could be asked.");
        if (!issuer_.document.is_null()) badge_class_.document.get_object()["issuer"] = issuer_.document;
        assertion_.get_object()["badge"] = badge_class_.document;
    }

    [[nodiscard]] const json::Value& assertion() const { return assertion_; }
    [[nodiscard]] const Linked& badge_class() const { return badge_class_; }
    [[nodiscard]] const Linked& issuer() const { return issuer_; }
    /// Where the first missing document should have been.
    [[nodiscard]] std::string_view missing() const { return badge_class_.known() ? "/badge/issuer" : "/badge"; }

    void check_data_model(const Session& session, CheckList& list) const {
        model::Findings findings;
        const json::Path root;
        const json::Path badge(&root, "badge");
        openbadges::check_ob2(assertion_, Ob2Class::Assertion, root, findings);
        if (badge_class_.known()) openbadges::check_ob2(badge_class_.document, Ob2Class::BadgeClass, badge, findings);
        if (!issuer_.document.is_null())
            openbadges::check_ob2(issuer_.document, Ob2Class::Issuer, json::Path(&badge, "issuer"), findings);
        report_findings("data-model", findings, "The badge has what the standard asks for.", session, list);
    }

  private:
    json::Value assertion_;
    Linked badge_class_;
    Linked issuer_;
};

/// Members that no context defines are no part of the badge (section "Open Badges Vocabulary").
void check_json_ld(const json::Value& document, const Session& session, CheckList& list) {
    jsonld::Options options;
    options.base = "https://blason.invalid/";
    options.safe = true;
    const auto whole = session.environment.jsonld.check(openbadges::without_extensions(document), options);
    if (whole) return list.pass("json-ld", "Every term is defined by the contexts.");
    list.add("json-ld", session.options.strict ? Outcome::Fail : Outcome::Warning,
             proof::kebab_case(whole.error().code), whole.error().detail, whole.error().pointer);
}

void check_dates(const json::Value& assertion, const Session& session, CheckList& list) {
    const auto issued = model::instant_of(assertion, "issuedOn");
    const auto expires = model::instant_of(assertion, "expires");
    if (issued && session.options.now < *issued)
        return list.fail("validity-period", "not-yet-valid", "The badge is not issued yet.", "/issuedOn");
    if (expires && *expires < session.options.now)
        return list.fail("validity-period", "expired", "The badge has expired.", "/expires");
    if (!issued || (json::find(assertion, "expires") != nullptr && !expires))
        return list.unknown("validity-period", "invalid-date", "The dates of the badge cannot be read.",
                            issued ? "/expires" : "/issuedOn");
    list.pass("validity-period", "The badge is valid at this time.");
}

void check_recipient(const json::Value& assertion, const Session& session, CheckList& list) {
    if (!session.options.recipient) return list.not_applicable("recipient", "No recipient was asked for.");
    const auto match = openbadges::ob2_recipient_is(assertion, *session.options.recipient);
    if (match == openbadges::Match::Yes)
        return list.pass("recipient", "The badge is about the recipient asked for.", "/recipient");
    if (match == openbadges::Match::No)
        return list.fail("recipient", "recipient-mismatch", "The badge is about somebody else.", "/recipient");
    list.unknown("recipient", "identity-hash-unsupported",
                 "The badge names its recipient by a kind of hash that cannot be compared here.", "/recipient");
}

/// Everything that stands on what the badge says, however it is secured.
void check_rest(const json::Value& badge, const Session& session, CheckList& list) {
    list.not_applicable("refresh", "Open Badges 2.0 are not refreshed.");
    check_ob2_endorsements(badge, session, list);
    check_recipient(badge, session, list);
    check_challenge(badge, nullptr, session, list);
}

/// Who does not answer is not known; who answers something else is.
void report_missing(const Badge& badge, CheckList& list) {
    const Error& error = *badge.issuer().error;
    list.add("issuer", outcome_of(error), error.code, error.detail, badge.missing());
}

/// Section "HostedBadge Verification": the issuer's profile says for which assertions it answers.
void check_scope(const Badge& badge, CheckList& list) {
    const json::Value& issuer = badge.issuer().document;
    const auto id = model::id_of(badge.assertion());
    if (!id || !openbadges::is_in_scope(*id, issuer))
        return list.fail("issuer", "assertion-out-of-scope", "The issuer does not answer for assertions at this place.",
                         "/id");
    const auto of_class = model::id_of(badge.badge_class().document);
    if (openbadges::has_default_scope(issuer) && of_class && openbadges::is_web_address(*of_class) &&
        !openbadges::is_on_same_host(*of_class, *model::id_of(issuer)))
        return list.fail("issuer", "badge-class-out-of-scope",
                         "The badge class stands at another host than its issuer.", "/badge/id");
    list.pass("issuer", "The assertion stands where the issuer says its assertions stand.", "/badge/issuer");
}

bool is_revoked(const json::Value& assertion) {
    const json::Value* revoked = json::find(assertion, "revoked");
    return revoked != nullptr && revoked->is_bool() && revoked->get_bool();
}

std::string revoked_message(const json::Value& assertion) {
    const json::Value* reason = json::find(assertion, "revocationReason");
    return "The issuer has revoked this badge" +
           (reason != nullptr && reason->is_string() ? ": " + std::string(json::view(*reason)) : std::string("."));
}

/// What the two say of whom, for what and how long is the same.
bool says_the_same(const json::Value& at_hand, const json::Value& hosted) {
    for (const std::string_view member : {"recipient", "issuedOn", "expires"}) {
        const json::Value* one = json::find(at_hand, member);
        const json::Value* other = json::find(hosted, member);
        if ((one == nullptr) != (other == nullptr) || (one != nullptr && *one != *other)) return false;
    }
    const json::Value* one = json::find(at_hand, "badge");
    const json::Value* other = json::find(hosted, "badge");
    return one != nullptr && other != nullptr && model::id_of(*one) == model::id_of(*other);
}

/// What stands at the address of an assertion.
struct Hosted {
    json::Value document;  ///< in the terms of the context; null when there is nothing to judge
    json::Value as_served;
    std::optional<Error> error;  ///< of the fetch, or of what was fetched
    bool gone = false;
};

Hosted fetch_hosted(const std::string& url, const Session& session) {
    Hosted out;
    const auto reply = fetch_ob2(url, session);
    if (!reply) {
        out.error = reply.error();
        return out;
    }
    out.gone = reply->status == 410;
    auto document = json::parse(reply->body, {}, {.max_bytes = kMaxOb2Document, .allow_nul = false});
    auto read = document ? read_ob2(*document, url, session) : Result<json::Value>(document.error());
    if (read && read->is_object()) {
        out.document = std::move(*read);
        out.as_served = std::move(*document);
    }
    if (out.gone) return out;  // the body may say why, or nothing
    if (!read) {
        out.error = read.error();
    } else if (!out.document.is_object() || model::id_of(out.document) != url) {
        out.document = nullptr;
        out.error = refused("ob2-id-mismatch", "What stands at " + url + " says it is another document.");
    } else if (openbadges::ob2_verification(out.document) == openbadges::Ob2Verification::Signed) {
        out.error = refused("proof-missing", "This assertion has to be signed, and is not.");
    }
    return out;
}

/// Nothing was fetched: what is at hand is shown, and neither believed nor judged.
void report_not_hosted(const json::Value& at_hand, const Error& error, const Session& session, CheckList& list) {
    list.add("proof", outcome_of(error), error.code, error.detail, "/id");
    list.unknown("issuer", "issuer-not-authenticated", "Without a good proof nothing is known about who issued this.");
    list.unknown("status", "status-not-checked", "Whether the badge was revoked only its host can say.");
    check_rest(at_hand, session, list);
}

/// Only `id` and `revoked` have to be there.
void report_revoked(const json::Value& assertion, const Session& session, CheckList& list) {
    list.fail("status", "revoked", revoked_message(assertion), "/revoked");
    check_rest(assertion, session, list);
}

/// `at_hand`: the copy that led here, in the terms of the context, or null; `as_handed`: in its own.
Ob2Findings check_hosted(Hosted hosted, const json::Value& at_hand, const json::Value& as_handed,
                         const Session& session) {
    Ob2Findings out;
    out.form = "hosted";
    CheckList list(session);
    const bool fetched = !hosted.document.is_null();
    check_json_ld(fetched ? hosted.as_served : as_handed, session, list);
    if (hosted.gone || is_revoked(hosted.document)) {
        out.document = fetched ? hosted.document : at_hand;
        report_revoked(out.document, session, list);
    } else if (hosted.error) {
        out.document = at_hand;
        report_not_hosted(at_hand, *hosted.error, session, list);
    } else {
        const Badge badge(std::move(hosted.document), session);
        badge.check_data_model(session, list);
        list.not_applicable("schema", "Open Badges 2.0 name no schema.");
        list.pass("proof", "The assertion stands at its own address; what is said there counts.", "/id");
        if (at_hand.is_object() && !says_the_same(at_hand, badge.assertion()))
            list.warn("proof", "assertion-differs", "The copy at hand says something else than its host.", "");
        if (badge.issuer().known())
            check_scope(badge, list);
        else
            report_missing(badge, list);
        check_dates(badge.assertion(), session, list);
        list.pass("status", "The host still has the badge, and does not call it revoked.");
        check_rest(badge.assertion(), session, list);
        out.document = badge.assertion();
    }
    out.checks = std::move(list.checks());
    return out;
}

Ob2Findings unreadable(const Error& error, std::string_view form, const json::Value& document, const Session& session) {
    CheckList list(session);
    list.add("json-ld", outcome_of(error), error.code, error.detail, error.pointer);
    // The document may live in memory that is given back before the report is read.
    return {std::move(list.checks()), form, json::Value(document, json::Storage())};
}

}  // namespace

Ob2Findings check_ob2_assertion(const json::Value& assertion, const Session& session) {
    const auto read = read_ob2(assertion, {}, session);
    if (!read) return unreadable(read.error(), "hosted", assertion, session);
    const auto id = model::id_of(*read);
    const bool has_address = id && openbadges::is_web_address(*id);
    if (has_address && openbadges::ob2_verification(*read) != openbadges::Ob2Verification::Signed)
        return check_hosted(fetch_hosted(std::string(*id), session), *read, assertion, session);
    CheckList list(session);
    check_json_ld(assertion, session, list);
    const Error error =
        openbadges::ob2_verification(*read) == openbadges::Ob2Verification::Signed
            ? refused("proof-missing", "This assertion has to be signed, and is not: anyone could have made it.")
            : refused("hosted-id", "A hosted assertion has a web address as its id.");
    report_not_hosted(*read, error, session, list);
    return {std::move(list.checks()), "hosted", *read};
}

Ob2Findings check_ob2_url(const std::string& url, const Session& session) {
    Hosted hosted = fetch_hosted(url, session);
    if (hosted.document.is_null()) {
        CheckList list(session);
        if (hosted.gone)
            list.fail("status", "revoked", revoked_message({}));
        else
            list.add("proof", outcome_of(*hosted.error), hosted.error->code, hosted.error->detail, "");
        return {std::move(list.checks()), "hosted", {}};
    }
    return check_hosted(std::move(hosted), {}, {}, session);
}

Ob2Findings check_ob2_jws(std::string_view jws, const json::Value& payload, const Session& session) {
    auto read = read_ob2(payload, {}, session);
    if (!read) return unreadable(read.error(), "jws", payload, session);
    // It says itself that its host is to be asked; a signature by whomever changes nothing about that.
    if (openbadges::ob2_verification(*read) == openbadges::Ob2Verification::Hosted)
        return check_ob2_assertion(payload, session);
    CheckList list(session);
    check_json_ld(payload, session, list);
    const Badge badge(std::move(*read), session);
    badge.check_data_model(session, list);
    list.not_applicable("schema", "Open Badges 2.0 name no schema.");
    bool good = false;
    if (badge.issuer().known()) {
        good = check_ob2_signature(jws, badge.assertion(), badge.issuer().document, session, list);
    } else {
        const Error& error = *badge.issuer().error;
        list.add("proof", outcome_of(error), error.code, error.detail, badge.missing());
    }
    if (good)
        list.pass("issuer", "The key is one that the issuer's own profile names.", "/badge/issuer");
    else
        list.unknown("issuer", "issuer-not-authenticated",
                     "Without a good proof nothing is known about who issued this.");
    check_dates(badge.assertion(), session, list);
    if (is_revoked(badge.assertion()))
        list.fail("status", "revoked", revoked_message(badge.assertion()), "/revoked");
    else if (good)
        check_ob2_revocation_list(badge.assertion(), badge.issuer().document, session, list);
    else
        list.unknown("status", "status-not-checked", "Without a good proof the issuer is not asked.");
    check_rest(badge.assertion(), session, list);
    return {std::move(list.checks()), "jws", badge.assertion()};
}

}  // namespace blason::vc::checks
