// The storage seam: values in, values out. Each call is one transaction; no transaction leaves the store. A call that
// succeeds is durable when it returns. Safe from every thread.
//
// Errors of every call: "store-busy" (rolled back for certain), "store-full", "store-unavailable" (all Unavailable),
// "store-outcome-unknown" (Unavailable: the write may or may not have happened), "store-corrupt" (Internal).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/account_store.hpp"
#include "wallet-server/storage/grant_store.hpp"
#include "wallet-server/storage/holder_key_store.hpp"
#include "wallet-server/storage/offer_store.hpp"
#include "wallet-server/storage/presentation_store.hpp"
#include "wallet-server/storage/rows.hpp"
#include "wallet-server/storage/sealed_store.hpp"
#include "wallet-server/storage/workflow_store.hpp"

namespace blason::storage {

class Store : public AccountStore,
              public GrantStore,
              public SealedStore,
              public OfferStore,
              public WorkflowStore,
              public PresentationStore,
              public HolderKeyStore {
  public:
    ~Store() override = default;

    /// Error "exists" (Conflict). The organisation and its first key, its current one, are one change; so is the log of
    /// its identifier, where it has one (nullptr: none).
    virtual Result<void> create_organisation(const OrganisationRow& row, const KeyRow& key, const Audit& audit,
                                             const DidLogStart* log = nullptr) = 0;
    /// Error "not-found".
    virtual Result<OrganisationRow> organisation(std::string_view org) = 0;
    virtual Result<std::vector<OrganisationRow>> organisations() = 0;  ///< the oldest first

    virtual Result<KeyRow> key(std::string_view org, std::string_view key_id) = 0;  ///< error "not-found"
    /// The keys an organisation signs or signed with, the oldest first; empty when there is no such organisation.
    virtual Result<std::vector<IssuerKeyRow>> issuer_keys(std::string_view org) = 0;
    /// One change: a new key when `added` is not nullptr (its state is among `keys`), the states of all `keys`, the
    /// organisation's own document, and the line to add to its did:webvh log (empty: none). Errors "exists" (Conflict),
    /// "not-found" for a key that is not there.
    virtual Result<void> change_issuer_keys(const OrganisationRow& row, const KeyRow* added,
                                            const std::vector<IssuerKeyRow>& keys, const Audit& audit,
                                            std::string_view log_entry = {}) = 0;
    /// The log of an organisation's did:webvh, its lines in their order; empty when it has none.
    virtual Result<std::string> did_log(std::string_view org) = 0;

    /// `row.version` must be one more than the latest (1 for a new one), else error "exists" (Conflict). `image` is
    /// kept when `row.image_type` is not empty.
    virtual Result<void> add_achievement(const AchievementRow& row, std::string_view image, const Audit& audit) = 0;
    virtual Result<AchievementRow> achievement(std::string_view org, std::string_view id) = 0;  ///< the latest version
    virtual Result<std::vector<AchievementRow>> achievements(
        std::string_view org) = 0;  ///< latest versions, oldest first
    virtual Result<std::vector<AchievementRow>> achievement_versions(std::string_view org,
                                                                     std::string_view id) = 0;  ///< the latest first
    virtual Result<std::string> achievement_image(std::string_view org, std::string_view id) = 0;

    /// Together with its places in status lists and the request it answers: error "exists" when a place is taken or
    /// the request was answered.
    virtual Result<void> add_credential(const CredentialRow& row, const Audit& audit) = 0;
    /// All or none; `audits` are theirs, in the same order. Errors as of one.
    virtual Result<void> add_credentials(const std::vector<CredentialRow>& rows, const std::vector<Audit>& audits) = 0;
    /// What a request was answered with. Error "not-found".
    virtual Result<AnsweredRow> answered(std::string_view org, ByteView key) = 0;
    virtual Result<CredentialRow> credential(std::string_view org, std::string_view id) = 0;
    virtual Result<std::vector<CredentialRow>> credentials(std::string_view org,
                                                           std::size_t limit) = 0;  ///< latest first

    /// Keeps it, or answers the row that is there: of any number of calls the first decides. Error "not-found" without
    /// such a credential.
    virtual Result<CredentialFormRow> keep_form(const CredentialFormRow& row, const Audit& audit) = 0;
    virtual Result<CredentialFormRow> credential_form(std::string_view org, std::string_view credential,
                                                      std::string_view form) = 0;

    /// Ids within the organisation of the credentials whose own `id` is this; the oldest first.
    virtual Result<std::vector<std::string>> credentials_named(std::string_view org, std::string_view doc_id) = 0;

    virtual Result<void> add_status_list(const StatusListRow& row, const Audit& audit) = 0;
    virtual Result<std::vector<StatusListRow>> status_lists(std::string_view org) = 0;  ///< the oldest first
    virtual Result<StatusListRow> status_list(std::string_view org, std::string_view id) = 0;
    /// Takes `count` ordinals of a list for the caller, durable before they are used, and returns the first. What is
    /// not used is lost, never given again. Error "status-list-full" (Conflict) when the list is closed or `limit`
    /// ordinals are spoken for.
    virtual Result<std::int64_t> reserve_status_ordinals(std::string_view org, std::string_view list,
                                                         std::int64_t count, std::int64_t limit) = 0;
    /// Closes every list of every organisation for new entries; how many there were.
    virtual Result<std::size_t> close_status_lists(const Audit& audit) = 0;
    /// The places of a credential in status lists.
    virtual Result<std::vector<StatusEntryRow>> statuses_of(std::string_view org, std::string_view credential) = 0;
    /// The entries of a list that are not 0.
    virtual Result<std::vector<StatusEntryRow>> set_statuses(std::string_view org, std::string_view list) = 0;
    /// The credentials whose entry in a list for revocation is not 0, in the order they were revoked.
    virtual Result<std::vector<RevokedRow>> revoked(std::string_view org) = 0;
    /// Sets all or none, each change with its audit row (as many as changes, in their order); whether each changed
    /// anything. What is as asked for already writes no audit row. Errors, with "/N" as pointer: "not-found",
    /// "status-final" (Conflict).
    virtual Result<std::vector<bool>> change_statuses(std::string_view org, const std::vector<StatusChange>& changes,
                                                      const std::vector<Audit>& audits) = 0;

    virtual Result<void> create_holder(const HolderRow& row, const KeyRow& key, const Audit& audit) = 0;
    virtual Result<HolderRow> holder(std::string_view org, std::string_view id) = 0;
    virtual Result<HolderRow> holder_by_did(std::string_view org, std::string_view did) = 0;
    virtual Result<std::vector<HolderRow>> holders(std::string_view org) = 0;  ///< the oldest first

    /// Keeps it, once: by its bytes, and of what has the same `equality` the revision that is valid from the latest, or
    /// came last. What is there unverified becomes verified with `row`, never the other way round. `picture` may be
    /// nullptr: one that is there already stays. Error "not-found" without such a holder.
    virtual Result<KeptRow> keep(const HeldRow& row, const Audit& audit, const HeldPicture* picture = nullptr) = 0;
    /// The credential and its picture, for ever. Error "not-found".
    virtual Result<void> remove_held(std::string_view org, std::string_view holder, std::string_view id,
                                     const Audit& audit) = 0;
    virtual Result<std::optional<HeldPicture>> held_picture(std::string_view org, std::string_view holder,
                                                            std::string_view id) = 0;
    virtual Result<HeldRow> held(std::string_view org, std::string_view holder, std::string_view id) = 0;
    virtual Result<std::vector<HeldRow>> held_by(std::string_view org, std::string_view holder) = 0;  ///< latest first
    virtual Result<HeldPage> held_page(std::string_view org, std::string_view holder, const HeldQuery& query) = 0;
    /// Rows of before there was an `equality`, of any holder.
    virtual Result<std::vector<HeldRow>> held_without_equality(std::size_t limit) = 0;
    /// Writes `equality`, `form` and `valid_from_ms` of these rows.
    virtual Result<void> index_held(const std::vector<HeldRow>& rows) = 0;

    /// The holder's Open Badges profile as it was sent; nothing before.
    virtual Result<std::optional<std::string>> holder_profile(std::string_view org, std::string_view holder) = 0;
    /// Error "not-found" without such a holder.
    virtual Result<void> set_holder_profile(std::string_view org, std::string_view holder, std::string_view body,
                                            const Audit& audit) = 0;

    /// Marks a one-time value as used: of any number of calls with the same value exactly one succeeds, the others get
    /// error "used" (Conflict). Rows that have expired before `now_ms` may be forgotten.
    virtual Result<void> consume(std::string_view org, std::string_view kind, ByteView hash, std::int64_t expires_ms,
                                 std::int64_t now_ms, const Audit& audit) = 0;

    virtual Result<void> add_api_key(const ApiKeyRow& row, const Audit& audit) = 0;
    virtual Result<ApiKeyRow> api_key(std::string_view org, ByteView hash) = 0;  ///< error "not-found"
    virtual Result<std::size_t> count_api_keys() = 0;

    /// Facts about the installation itself, written once: error "exists" (Conflict) when there already.
    virtual Result<void> set_once(std::string_view name, std::string_view value) = 0;
    virtual Result<std::optional<std::string>> fact(std::string_view name) = 0;

    /// In order, after `after_seq`, at most `limit`.
    virtual Result<std::vector<AuditRow>> audit(std::string_view org, std::int64_t after_seq, std::size_t limit) = 0;

    /// Reads, and says whether the last write went well.
    virtual Result<void> health() = 0;
};

}  // namespace blason::storage
