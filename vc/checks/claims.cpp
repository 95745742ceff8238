#include "vc/checks/claims.hpp"

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason::vc::checks {

void check_validity_period(const json::Value& credential, const Session& session, CheckList& list) {
    const bool v1 = model::edition_of(credential) == model::Edition::V1;
    const std::string_view from = v1 ? "issuanceDate" : "validFrom";
    const std::string_view until = v1 ? "expirationDate" : "validUntil";
    const bool has_from = json::find(credential, from) != nullptr;
    const bool has_until = json::find(credential, until) != nullptr;
    if (!has_from && !has_until) return list.not_applicable("validity-period", "The credential has no dates.");
    const auto first = model::instant_of(credential, from);
    const auto last = model::instant_of(credential, until);
    const Instant now = session.options.now;
    if (first && now < *first) {
        return list.fail("validity-period", "not-yet-valid", "The credential is not valid yet.",
                         "/" + std::string(from));
    }
    if (last && *last < now) {
        return list.fail("validity-period", "expired", "The credential has expired.", "/" + std::string(until));
    }
    if (has_from != first.has_value() || has_until != last.has_value()) {
        return list.unknown("validity-period", "invalid-date", "The dates of the credential cannot be read.",
                            "/" + std::string(has_from != first.has_value() ? from : until));
    }
    list.pass("validity-period", "The credential is valid at this time.");
}

void check_refresh(const json::Value& credential, CheckList& list) {
    if (json::find(credential, "refreshService") == nullptr) {
        return list.not_applicable("refresh", "The credential is not refreshed.");
    }
    list.warn("refresh", "refresh-not-followed", "The issuer may have a newer version of this credential.",
              "/refreshService");
}

void check_recipient(const json::Value& credential, const Session& session, CheckList& list) {
    if (!session.options.recipient) return list.not_applicable("recipient", "No recipient was asked for.");
    switch (openbadges::recipient_is(credential, *session.options.recipient)) {
        case openbadges::Match::Yes:
            return list.pass("recipient", "The credential is about the recipient asked for.");
        case openbadges::Match::No:
            return list.fail("recipient", "recipient-mismatch", "The credential is about somebody else.",
                             "/credentialSubject");
        case openbadges::Match::Unknown:
            break;
    }
    list.unknown("recipient", "identity-hash-unsupported",
                 "The credential names its recipient by a kind of hash that cannot be compared here.",
                 "/credentialSubject");
}

}  // namespace blason::vc::checks
