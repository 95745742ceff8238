#include "wallet-server/service/status_publisher.hpp"

#include "engine/crypto/hash.hpp"
#include "vc/issue.hpp"
#include "vc/status/make_list.hpp"
#include "vc/status/token_status_list.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::int64_t kValidSeconds = 24 * 3600;
constexpr std::int64_t kSignAgainSeconds = kValidSeconds / 2;
/// Verifiers whose clock is behind must not find the list in their future.
constexpr std::int64_t kClockSkewSeconds = 300;

Error list_not_found(Error error) {
    return renamed(std::move(error), "not-found", "status-list-not-found", "There is no such status list here.");
}

std::string slot_name(std::string_view org, std::string_view list, ListForm form) {
    return std::string(org) + "|" + std::string(list) + (form == ListForm::Token ? "|token" : "");
}

Instant plus_seconds(Instant instant, std::int64_t seconds) {
    return {instant.seconds + seconds, 0};
}

std::string suite_of(const crypto::Signer& signer) {
    return signer.public_key().type() == crypto::KeyType::Ed25519 ? "eddsa-rdfc-2022" : "ecdsa-rdfc-2019";
}

}  // namespace

std::shared_ptr<StatusPublisher::Slot> StatusPublisher::find_slot(std::string_view org, std::string_view list,
                                                                  ListForm form) {
    const std::lock_guard lock(mutex_);
    const auto found = slots_.find(slot_name(org, list, form));
    return found == slots_.end() ? nullptr : found->second;
}

void StatusPublisher::changed(std::string_view org, std::string_view list) {
    for (const auto form : {ListForm::Credential, ListForm::Token})
        if (const auto slot = find_slot(org, list, form)) ++slot->version;
}

void StatusPublisher::key_changed(std::string_view org) {
    const auto beginning = std::string(org) + "|";
    const std::lock_guard lock(mutex_);
    for (auto one = slots_.lower_bound(beginning); one != slots_.end() && one->first.starts_with(beginning); ++one)
        ++one->second->version;
}

std::shared_ptr<const PublishedList> StatusPublisher::fresh(Slot& slot, Instant now) {
    const std::lock_guard lock(slot.mutex);
    if (!slot.current || slot.shows != slot.version) return nullptr;
    const auto age = now.seconds - slot.current->made.seconds;
    return age >= 0 && age < kSignAgainSeconds ? slot.current : nullptr;
}

Result<std::shared_ptr<const PublishedList>> StatusPublisher::get(std::string_view org, std::string_view list,
                                                                  ListForm form) {
    const auto now = clock_();
    auto slot = find_slot(org, list, form);
    if (slot) {
        if (auto current = fresh(*slot, now)) return current;
    }
    const auto row = store_.status_list(org, list);
    if (!row) return list_not_found(row.error());
    if (!slot) {
        const std::lock_guard lock(mutex_);
        auto& place = slots_[slot_name(org, list, form)];
        if (!place) place = std::make_shared<Slot>();
        slot = place;
    }
    const std::lock_guard building(slot->building);
    if (auto current = fresh(*slot, now)) return current;  // somebody else has just made it
    // Read before the store is: a change in between makes the list stale again, never too fresh.
    const std::uint64_t version = slot->version;
    auto built = build(*row, form, now);
    if (!built) return std::move(built).error();
    auto published = std::make_shared<const PublishedList>(std::move(*built));
    const std::lock_guard lock(slot->mutex);
    slot->current = published;
    slot->shows = version;
    return published;
}

Result<PublishedList> StatusPublisher::build(const storage::StatusListRow& row, ListForm form, Instant now) {
    if (form == ListForm::Token && row.purpose != "revocation")
        return Error{"status-list-form", "Only lists of revocations are also token status lists.", "",
                     ErrorKind::NotFound};
    auto organisation = store_.organisation(row.org);
    if (!organisation) return issuer_not_found(std::move(organisation).error());
    const auto issuer = read_issuer(*organisation);
    if (!issuer) return issuer.error();
    const auto signer = keys_.signer(row.org, issuer->key_id);
    if (!signer) return signer.error();
    const auto set = store_.set_statuses(row.org, row.id);
    if (!set) return set.error();

    using vc::status::BitOrder;
    vc::status::BitList bits(static_cast<std::uint64_t>(row.entries), row.bits,
                             form == ListForm::Token ? BitOrder::RightToLeft : BitOrder::LeftToRight);
    for (const auto& entry : *set) {
        if (!bits.set(static_cast<std::uint64_t>(entry.index), row.bits, entry.value))
            return Error{"status-list-corrupt", "An entry does not fit its status list.", "", ErrorKind::Internal};
    }
    const auto url = urls_.status_list(row.org, row.id);
    PublishedList out;
    out.made = now;
    if (form == ListForm::Token) {
        vc::status::TokenStatusList list{
            url, row.bits, std::move(bits), now.seconds, now.seconds + kValidSeconds, kListMaxAgeSeconds};
        auto token = vc::status::sign_token_status_list(list, **signer, issuer->verification_method, issuer->id);
        if (!token) return std::move(token).error();
        out.text = std::move(*token);
    } else {
        vc::status::ListFacts facts{url,
                                    issuer->id,
                                    row.purpose,
                                    plus_seconds(now, -kClockSkewSeconds),
                                    plus_seconds(now, kValidSeconds),
                                    static_cast<std::uint64_t>(kListMaxAgeSeconds) * 1000};
        vc::IssueOptions options;
        options.cryptosuite = suite_of(**signer);
        options.verification_method = issuer->verification_method;
        options.created = whole_seconds(now);
        auto secured = vc::issue(vc::status::make_list_credential(facts, bits), **signer, options, signing_);
        if (!secured) return std::move(secured).error();
        out.text = std::move(secured->text);
    }
    out.etag = "\"" + to_hex(crypto::sha256(out.text).bytes().first(16)) + "\"";
    return out;
}

}  // namespace blason::service
