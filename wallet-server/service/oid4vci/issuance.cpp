#include "wallet-server/service/oid4vci/issuance.hpp"

#include <algorithm>

#include "engine/crypto/seal.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/base64url.hpp"
#include "vc/oid4vci/errors.hpp"
#include "wallet-server/service/badge_request.hpp"
#include "wallet-server/service/oid4vci/issuance_steps.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

/// What transactions are made with: a wallet of draft 13 is answered in its words when it comes back, too.
constexpr std::string_view kTransaction = "blason deferred credential";
constexpr std::string_view kDraft13Transaction = "blason deferred credential of draft 13";
constexpr std::string_view kNotification = "blason notification";

std::string_view transaction_of(wire::Edition edition) {
    return edition == wire::Edition::Draft13 ? kDraft13Transaction : kTransaction;
}

Error not_granted() {
    return {"insufficient_scope", "This access token was not granted for that credential.", "", ErrorKind::Forbidden};
}

}  // namespace

Result<wire::CredentialConfiguration> Issuance::described(std::string_view org, const std::string& id) {
    auto one = catalogue_.describe(org, id);
    if (!one) return std::move(one).error();
    if (!*one)
        return wire::refusal(wire::kUnknownConfiguration, "There is no such credential configuration here.",
                             "/credential_configuration_id");
    return std::move(**one);
}

/// Which configuration is meant, among all that the issuer has.
Result<wire::CredentialConfiguration> Issuance::configuration_of(const wire::CredentialRequest& request,
                                                                 const oauth::Access& access, const Offer& offer) {
    if (!request.identifier.empty()) {
        for (const auto& detail : access.details) {
            const auto& known = detail.identifiers;
            if (std::find(known.begin(), known.end(), request.identifier) != known.end())
                return described(access.org, detail.configuration);
        }
        return wire::refusal(wire::kUnknownIdentifier, "This token has no such credential_identifier.",
                             "/credential_identifier");
    }
    if (!request.configuration.empty()) {
        auto one = described(access.org, request.configuration);
        // Section 8.2: whoever was given identifiers uses them.
        if (one && !access.details.empty())
            return wire::refusal(wire::kInvalidCredentialRequest, "This token comes with credential_identifiers.",
                                 "/credential_configuration_id");
        return one;
    }
    std::vector<wire::CredentialConfiguration> offered;
    for (const auto& id : offer.document.configurations) {
        auto one = described(access.org, id);
        if (!one) return one;
        offered.push_back(std::move(*one));
    }
    return configuration_of_draft13(request, offered);
}

Result<Issuance::Wanted> Issuance::wanted(const wire::CredentialRequest& request, const Asking& asking) {
    const auto& access = asking.access;
    if (access.issuer_state.empty()) return not_granted();
    auto offer = offers_.offer(access.org, access.issuer_state);
    if (!offer) return offer.error().code == "offer-not-found" ? not_granted() : std::move(offer).error();
    auto described = configuration_of(request, access, *offer);
    if (!described) return std::move(described).error();
    const auto& id = described->id;
    const auto& offered = offer->document.configurations;
    const bool granted = access.allows(id) || std::any_of(access.details.begin(), access.details.end(),
                                                          [&](const auto& one) { return one.configuration == id; });
    if (!granted || std::find(offered.begin(), offered.end(), id) == offered.end()) return not_granted();
    // A token of an authorization code names the offer; that alone must not open one that has no such way.
    if (!access.account.empty() && !offer->document.authorization_code) return not_granted();
    const auto configuration = parse_configuration(id);
    if (!configuration) return not_granted();
    return Wanted{std::move(*offer), *configuration, std::move(*described)};
}

/// An award to a certain key goes to no other, and one to an address not to somebody else's account.
Result<void> Issuance::check_recipient(const Offer& offer, const IssueBadge& order, const std::vector<BindingKey>& keys,
                                       const oauth::Access& access) {
    for (const auto& key : keys)
        if (!order.recipient.id.empty() && key.did != order.recipient.id)
            return denied("This credential is for the holder of another key.");
    if (access.account.empty() || order.recipient.email.empty()) return {};
    const auto account = accounts_.account(offer.org, access.account);
    if (!account) return account.error();
    if (!text::equal_without_case(order.recipient.email, account->email))
        return denied("This credential is for another account.");
    return {};
}

Result<std::vector<IssueBadge>> Issuance::badges(const Wanted& wanted, const std::vector<BindingKey>& keys) {
    const auto order = read_badge_request(wanted.offer.document.order);
    if (!order) return order.error();
    std::vector<IssueBadge> all;
    for (const auto& key : keys) all.push_back(bound_to(*order, wanted, key));
    return all;
}

/// The badge in the form that is wanted, for the holder of a key.
IssueBadge Issuance::bound_to(IssueBadge order, const Wanted& wanted, const BindingKey& key) {
    order.org = wanted.offer.org;
    order.format = wanted.configuration.format->format;
    order.as_claims = wanted.configuration.format->as_claims;
    if (order.as_claims) order.status = StatusPlan{{{"revocation"}}, false};
    order.recipient.id = key.did;
    order.holder_key = key.key;
    return order;
}

Result<wire::CredentialResponse> Issuance::issue(const wire::CredentialRequest& request, const Asking& asking,
                                                 const Actor& actor) {
    const auto wanted = this->wanted(request, asking);
    if (!wanted) return wanted.error();
    const auto& [offer, configuration, described] = *wanted;
    if (!request.proofs)
        return wire::refusal(wire::kInvalidProof, "This credential needs a proof of a key.", "/proofs");
    const auto proofs =
        proofs_.check(*request.proofs, {offer.org, asking.credential_issuer, asking.access.client, described});
    if (!proofs) return proofs.error();
    const auto before = store_.issuance_of(offer.org, offer.id, configuration.id());
    if (before) {
        if (before->state == "waiting" && offer.is_denied()) return denied("This award was not approved.");
        return again(*before, *proofs, asking);
    }
    if (before.error().code != "not-found") return before.error();

    const auto order = read_badge_request(offer.document.order);
    if (!order) return order.error();
    if (auto theirs = check_recipient(offer, *order, proofs->keys, asking.access); !theirs)
        return std::move(theirs).error();
    if (offer.approval == "denied") return denied("This award was not approved.");

    const auto now = clock_();
    const bool waits = offer.approval == "wanted";
    storage::IssuanceRow row{offer.org,
                             offer.id,
                             configuration.id(),
                             random_id(random_),
                             asking.access.grant,
                             waits ? "waiting" : "issued",
                             keys_text(proofs->keys),
                             "[]",
                             to_ms(now)};
    if (offer.document.exchange) return issue_in_exchange(*wanted, *proofs, std::move(row), asking, actor);
    const auto taking = audit(offer.org, waits ? "offer.wait" : "offer.issue", offer.id, actor, now);
    if (waits) {
        auto begun = store_.begin_issuance({row, proofs->nonces, {}, {taking}});
        if (!begun) return outcome(begun.error());
        return later(row, asking.edition);
    }
    const auto orders = badges(*wanted, proofs->keys);
    if (!orders) return orders.error();
    const auto issued = issuers_.issue_together(
        offer.org, *orders, actor, [&](const auto& credentials, const std::vector<storage::Audit>& audits) {
            row.credentials = ids_text(credentials);
            auto all = audits;
            all.push_back(taking);
            return store_.begin_issuance({row, proofs->nonces, credentials, all});
        });
    if (!issued && issued.error().code == "exists") {
        // Another request was faster: this one is the second.
        const auto first = store_.issuance_of(offer.org, offer.id, configuration.id());
        return first ? again(*first, *proofs, asking) : first.error();
    }
    if (!issued) return outcome(issued.error());
    return answer(row, *issued);
}

/// The same keys get the same credentials; other keys none, because the award is one.
Result<wire::CredentialResponse> Issuance::again(const storage::IssuanceRow& before, const CheckedProofs& proofs,
                                                 const Asking& asking) {
    auto spent = store_.use_nonces(before.org, proofs.nonces, to_ms(clock_()));
    if (!spent) return outcome(spent.error());
    if (before.grant != asking.access.grant) return denied("This offer was taken by somebody else.");
    if (!same_keys(before.keys, proofs.keys)) return denied("This credential was issued to other keys before.");
    if (before.state == "waiting") return later(before, asking.edition);
    std::vector<StoredCredential> credentials;
    for (const auto& id : read_ids(before.credentials)) {
        auto one = issuers_.credential(before.org, id);
        if (!one) return std::move(one).error();
        credentials.push_back(std::move(*one));
    }
    return answer(before, credentials);
}

Result<wire::CredentialResponse> Issuance::answer(const storage::IssuanceRow& row,
                                                  const std::vector<StoredCredential>& credentials) const {
    wire::CredentialResponse response;
    for (const auto& credential : credentials) {
        if (credential.media_type != "application/vc") {
            response.credentials.emplace_back(json::key(credential.text));
            continue;
        }
        auto document = json::parse(credential.text);
        if (!document) return std::move(document).error();
        response.credentials.push_back(std::move(*document));
    }
    response.notification = handle(kNotification, row.id);
    return response;
}

wire::CredentialResponse Issuance::later(const storage::IssuanceRow& row, wire::Edition edition) const {
    wire::CredentialResponse response;
    response.transaction = handle(transaction_of(edition), row.id);
    response.interval = kDeferredInterval;
    return response;
}

/// An id that nobody can guess, made of the id in the store by a key of ours.
std::string Issuance::handle(std::string_view purpose, std::string_view issuance) const {
    return std::string(issuance) + "." + text::base64url_encode(keys_.fingerprint(purpose, issuance));
}

wire::Edition Issuance::edition_of(std::string_view transaction) const {
    const auto of_draft = handle(kDraft13Transaction, transaction.substr(0, transaction.find('.')));
    const bool is_draft = crypto::constant_time_equal(as_bytes(transaction), as_bytes(of_draft));
    return is_draft ? wire::Edition::Draft13 : wire::Edition::Final;
}

/// Whoever has another token than the one it was made for is told what everybody is told: it is not known. Error
/// "not-found".
Result<storage::IssuanceRow> Issuance::by_handle(std::string_view purpose, std::string_view text,
                                                 const oauth::Access& access) {
    const Error unknown{"not-found", "", "", ErrorKind::NotFound};
    const auto id = text.substr(0, text.find('.'));
    if (text.size() > 256 || !crypto::constant_time_equal(as_bytes(text), as_bytes(handle(purpose, id))))
        return unknown;
    auto row = store_.issuance(access.org, id);
    if (row && row->grant != access.grant) return unknown;
    return row;
}

Result<wire::CredentialResponse> Issuance::fetch(const wire::DeferredRequest& request, const Asking& asking,
                                                 const Actor& actor) {
    const auto invalid = wire::refusal(wire::kInvalidTransaction, "This transaction_id is not known, or not any more.",
                                       "/transaction_id");
    const auto edition = edition_of(request.transaction);
    auto row = by_handle(transaction_of(edition), request.transaction, asking.access);
    if (!row) return row.error().code == "not-found" ? invalid : std::move(row).error();
    if (row->state != "waiting") return invalid;
    const auto offer = offers_.offer(row->org, row->offer);
    if (!offer) return offer.error();
    if (offer->is_denied()) return denied("This award was not approved.");
    const auto now = clock_();
    if (offer->approval == "wanted") {
        if (!asked_.take(row->id, now)) return unavailable("too-many-requests", "Ask again when the interval is over.");
        return later(*row, edition);
    }
    const auto configuration = parse_configuration(row->configuration);
    auto keys = read_keys(row->keys);
    if (!configuration || !keys) return Error{"store-corrupt", "An issuance cannot be read.", "", ErrorKind::Internal};
    const auto orders = badges({*offer, *configuration, {}}, *keys);
    if (!orders) return orders.error();
    const auto issued = issuers_.issue_together(
        row->org, *orders, actor, [&](const auto& credentials, const std::vector<storage::Audit>& audits) {
            row->credentials = ids_text(credentials);
            row->state = "issued";
            auto all = audits;
            all.push_back(audit(row->org, "offer.issue", row->offer, actor, now));
            return store_.finish_issuance({*row, {}, credentials, all});
        });
    if (!issued) return issued.error().code == "used" ? invalid : outcome(issued.error());
    return answer(*row, *issued);
}

Result<void> Issuance::note(const wire::Notification& notification, const oauth::Access& access, const Actor& actor) {
    const auto row = by_handle(kNotification, notification.id, access);
    if (!row) {
        if (row.error().code != "not-found") return row.error();
        return wire::refusal(wire::kInvalidNotificationId, "This notification_id is not known.", "/notification_id");
    }
    const bool good = notification.event == wire::NotificationEvent::Accepted;
    const std::string reason = good ? std::string() : std::string(to_text(notification.event));
    const auto moved = store_.move_offer(
        row->org, row->offer, good ? "issued failed" : "issued accepted", good ? "accepted" : "failed", reason,
        audit(row->org, good ? "offer.accepted" : "offer.failed", row->offer, actor, clock_()));
    if (!moved) return moved.error();
    return {};
}

}  // namespace blason::service::oid4vci
