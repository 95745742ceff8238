#include "vc/checks/ob2_endorsements.hpp"

#include "engine/jose/jws.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "vc/checks/document_checks.hpp"
#include "vc/checks/ob2_documents.hpp"
#include "vc/checks/ob2_signature.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/ob2_scope.hpp"

namespace blason::vc::checks {

namespace {

/// An endorsement as an object of the badge names it.
struct Named {
    const json::Value* link;
    const json::Value* endorsed;
    std::string pointer;
};

void collect(const json::Value* endorsed, const std::string& place, std::vector<Named>& found) {
    const json::Value* all = endorsed == nullptr ? nullptr : json::find(*endorsed, "endorsement");
    if (all == nullptr) return;
    model::for_each_value(*all, [&](const json::Value& link, std::optional<std::size_t> index) {
        found.push_back({&link, endorsed, place + "/endorsement" + (index ? "/" + std::to_string(*index) : "")});
    });
}

/// What stands at the address of an endorsement, in the terms of the context.
struct Fetched {
    json::Value document;
    std::string jws;  ///< empty: a hosted one
};

Result<Fetched> fetch_endorsement(const std::string& url, const Session& session) {
    const auto reply = fetch_ob2(url, session);
    if (!reply) return reply.error();
    if (reply->status == 410) return refused("revoked", "It was taken back.");
    Fetched out;
    std::string_view text = reply->body;
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    if (auto jws = jose::parse_compact(text)) {
        out.jws = text;
        text = as_text(jws->payload);
        auto payload = json::parse(text, {}, {.max_bytes = kMaxOb2Document, .allow_nul = false});
        if (!payload) return std::move(payload).error();
        auto read = read_ob2(*payload, {}, session);
        if (!read) return std::move(read).error();
        out.document = std::move(*read);
        return out;
    }
    const auto document = json::parse(text, {}, {.max_bytes = kMaxOb2Document, .allow_nul = false});
    if (!document) return document.error();
    auto read = read_ob2(*document, url, session);
    if (!read) return std::move(read).error();
    if (!read->is_object() || model::id_of(*read) != url)
        return refused("ob2-id-mismatch", "What stands at " + url + " says it is another document.");
    out.document = std::move(*read);
    return out;
}

/// The first check that did not pass, as an Error.
Result<void> first_trouble(const std::vector<Check>& checks) {
    for (const Outcome wanted : {Outcome::Fail, Outcome::Unknown}) {
        for (const Check& check : checks) {
            if (check.outcome != wanted) continue;
            return wanted == Outcome::Fail ? refused(check.code, check.message)
                                           : unavailable(check.code, check.message);
        }
    }
    return {};
}

/// Who says it: by the key of the issuer's own profile, or by the place where it stands.
Result<void> check_issuer(const Fetched& endorsement, const std::string& url, const Session& session) {
    const json::Value* link = json::find(endorsement.document, "issuer");
    const auto id = link == nullptr ? std::nullopt : model::id_of(*link);
    if (!id) return refused("missing-property", "It has no issuer.");
    const auto issuer = load_ob2(std::string(*id), session);
    if (!issuer) return issuer.error();
    if (endorsement.jws.empty()) {
        if (openbadges::ob2_verification(endorsement.document) == openbadges::Ob2Verification::Signed)
            return refused("proof-missing", "It has to be signed, and is not.");
        if (!openbadges::is_in_scope(url, *issuer))
            return refused("assertion-out-of-scope", "Its issuer does not answer for this place.");
        return {};
    }
    CheckList checks(session);
    if (check_ob2_signature(endorsement.jws, endorsement.document, *issuer, session, checks))
        check_ob2_revocation_list(endorsement.document, *issuer, session, checks);
    return first_trouble(checks.checks());
}

Result<void> check_time(const json::Value& endorsement, const Session& session) {
    const json::Value* revoked = json::find(endorsement, "revoked");
    if (revoked != nullptr && revoked->is_bool() && revoked->get_bool())
        return refused("revoked", "Its issuer has revoked it.");
    const auto issued = model::instant_of(endorsement, "issuedOn");
    const auto expires = model::instant_of(endorsement, "expires");
    if (!issued || (json::find(endorsement, "expires") != nullptr && !expires))
        return refused("invalid-date", "Its dates cannot be read.");
    if (session.options.now < *issued) return refused("not-yet-valid", "It is not issued yet.");
    if (expires && *expires < session.options.now) return refused("expired", "It has expired.");
    return {};
}

Result<void> check_one(const Named& named, const Session& session) {
    const auto id = model::id_of(*named.link);
    if (!id || !openbadges::is_web_address(*id))
        return refused("hosted-id", "It has no web address, so anyone could have written it.");
    const std::string url(*id);
    const auto fetched = fetch_endorsement(url, session);
    if (!fetched) return fetched.error();
    if (!model::has_type(fetched->document, "Endorsement"))
        return refused("wrong-type", "What stands at " + url + " is no Endorsement.");
    const json::Value* claim = json::find(fetched->document, "claim");
    const auto about = claim == nullptr ? std::nullopt : model::id_of(*claim);
    if (!about || about != model::id_of(*named.endorsed))
        return refused("endorsement-of-another", "It is about something else.");
    if (auto timely = check_time(fetched->document, session); !timely) return timely;
    return check_issuer(*fetched, url, session);
}

}  // namespace

void check_ob2_endorsements(const json::Value& badge, const Session& session, CheckList& list) {
    std::vector<Named> found;
    const json::Value* badge_class = json::find(badge, "badge");
    collect(&badge, "", found);
    collect(badge_class, "/badge", found);
    collect(badge_class == nullptr ? nullptr : json::find(*badge_class, "issuer"), "/badge/issuer", found);
    if (found.empty()) return list.not_applicable("endorsements", "The badge has no endorsements.");
    if (found.size() > kMaxOb2Endorsements)
        return list.unknown("endorsements", "endorsements-too-many",
                            "There are more endorsements than are checked at once.", found.front().pointer);
    bool all_good = true;
    for (const Named& named : found) {
        const auto good = check_one(named, session);
        if (good) continue;
        all_good = false;
        const Outcome outcome = outcome_of(good.error());
        const bool wrong = outcome == Outcome::Fail;
        list.add("endorsements", outcome, wrong ? "endorsement-invalid" : "endorsement-unknown",
                 std::string("An endorsement ") + (wrong ? "is not valid: " : "could not be checked: ") +
                     good.error().detail,
                 named.pointer);
    }
    if (all_good) list.pass("endorsements", "Each endorsement is valid.");
}

}  // namespace blason::vc::checks
