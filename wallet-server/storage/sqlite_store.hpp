// The store on SQLite: one file, one writer (group commit), as many readers as there are threads.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "wallet-server/storage/store.hpp"
#include "wallet-server/storage/write_queue.hpp"

namespace blason::storage {

class SqliteStore final : public Store {
  public:
    /// Opens or makes the database (mode 0600) and brings its tables up to date. Errors "store-newer" (written by a
    /// later version of Blason), "store-changed" (a migration differs from ours), and those of every call.
    static Result<std::unique_ptr<SqliteStore>> open(const std::string& file, std::int64_t now_ms);

    Result<void> create_organisation(const OrganisationRow& row, const KeyRow& key, const Audit& audit,
                                     const DidLogStart* log = nullptr) override;
    Result<OrganisationRow> organisation(std::string_view org) override;
    Result<std::vector<OrganisationRow>> organisations() override;
    Result<KeyRow> key(std::string_view org, std::string_view key_id) override;
    Result<std::vector<IssuerKeyRow>> issuer_keys(std::string_view org) override;
    Result<void> change_issuer_keys(const OrganisationRow& row, const KeyRow* added,
                                    const std::vector<IssuerKeyRow>& keys, const Audit& audit,
                                    std::string_view log_entry = {}) override;
    Result<std::string> did_log(std::string_view org) override;

    Result<void> add_achievement(const AchievementRow& row, std::string_view image, const Audit& audit) override;
    Result<AchievementRow> achievement(std::string_view org, std::string_view id) override;
    Result<std::vector<AchievementRow>> achievements(std::string_view org) override;
    Result<std::vector<AchievementRow>> achievement_versions(std::string_view org, std::string_view id) override;
    Result<std::string> achievement_image(std::string_view org, std::string_view id) override;

    Result<void> add_credential(const CredentialRow& row, const Audit& audit) override;
    Result<void> add_credentials(const std::vector<CredentialRow>& rows, const std::vector<Audit>& audits) override;
    Result<AnsweredRow> answered(std::string_view org, ByteView key) override;
    Result<CredentialRow> credential(std::string_view org, std::string_view id) override;
    Result<std::vector<CredentialRow>> credentials(std::string_view org, std::size_t limit) override;

    Result<CredentialFormRow> keep_form(const CredentialFormRow& row, const Audit& audit) override;
    Result<CredentialFormRow> credential_form(std::string_view org, std::string_view credential,
                                              std::string_view form) override;
    Result<std::vector<std::string>> credentials_named(std::string_view org, std::string_view doc_id) override;
    Result<void> add_status_list(const StatusListRow& row, const Audit& audit) override;
    Result<std::vector<StatusListRow>> status_lists(std::string_view org) override;
    Result<StatusListRow> status_list(std::string_view org, std::string_view id) override;
    Result<std::int64_t> reserve_status_ordinals(std::string_view org, std::string_view list, std::int64_t count,
                                                 std::int64_t limit) override;
    Result<std::size_t> close_status_lists(const Audit& audit) override;
    Result<std::vector<StatusEntryRow>> statuses_of(std::string_view org, std::string_view credential) override;
    Result<std::vector<StatusEntryRow>> set_statuses(std::string_view org, std::string_view list) override;
    Result<std::vector<RevokedRow>> revoked(std::string_view org) override;
    Result<std::vector<bool>> change_statuses(std::string_view org, const std::vector<StatusChange>& changes,
                                              const std::vector<Audit>& audits) override;
    Result<void> create_holder(const HolderRow& row, const KeyRow& key, const Audit& audit) override;
    Result<HolderRow> holder(std::string_view org, std::string_view id) override;
    Result<HolderRow> holder_by_did(std::string_view org, std::string_view did) override;
    Result<std::vector<HolderRow>> holders(std::string_view org) override;
    Result<KeptRow> keep(const HeldRow& row, const Audit& audit, const HeldPicture* picture = nullptr) override;
    Result<void> remove_held(std::string_view org, std::string_view holder, std::string_view id,
                             const Audit& audit) override;
    Result<std::optional<HeldPicture>> held_picture(std::string_view org, std::string_view holder,
                                                    std::string_view id) override;
    Result<HeldRow> held(std::string_view org, std::string_view holder, std::string_view id) override;
    Result<std::vector<HeldRow>> held_by(std::string_view org, std::string_view holder) override;
    Result<HeldPage> held_page(std::string_view org, std::string_view holder, const HeldQuery& query) override;
    Result<std::vector<HeldRow>> held_without_equality(std::size_t limit) override;
    Result<void> index_held(const std::vector<HeldRow>& rows) override;
    Result<std::optional<std::string>> holder_profile(std::string_view org, std::string_view holder) override;
    Result<void> set_holder_profile(std::string_view org, std::string_view holder, std::string_view body,
                                    const Audit& audit) override;

    Result<void> create_account(const AccountRow& row, const HolderRow& holder, const KeyRow& key,
                                const Audit& audit) override;
    Result<AccountRow> account(std::string_view org, std::string_view id) override;
    Result<AccountRow> account_by_email(std::string_view org, std::string_view email) override;
    Result<void> change_password(std::string_view org, std::string_view id, std::string_view password,
                                 const Audit& audit) override;
    Result<void> add_session(const SessionRow& row, ByteView replaced, const Audit& audit) override;
    Result<SessionRow> session(std::string_view org, ByteView hash) override;
    Result<void> end_session(std::string_view org, ByteView hash) override;

    Result<void> add_client(const ClientRow& row, std::int64_t most_unused, const Audit& audit) override;
    Result<ClientRow> client(std::string_view org, std::string_view id) override;
    Result<void> add_pushed_request(const PushedRequestRow& row, std::int64_t now_ms) override;
    Result<PushedRequestRow> pushed_request(std::string_view org, ByteView hash) override;
    Result<void> add_grant(const GrantRow& row, const CodeRow& code, const Audit& audit, ByteView pushed = {}) override;
    Result<GrantRow> grant(std::string_view org, std::string_view id) override;
    Result<std::vector<GrantRow>> grants_of(std::string_view org, std::string_view account,
                                            std::int64_t now_ms) override;
    Result<void> revoke_grant(std::string_view org, std::string_view id, const Audit& audit) override;
    Result<CodeRow> code(std::string_view org, ByteView hash) override;
    Result<bool> redeem_code(const CodeRow& code, const RefreshTokenRow* refresh, std::int64_t expires_ms,
                             const Audit& audit, const Audit& reuse, const GrantKeys& keys = {}) override;
    Result<RefreshTokenRow> refresh_token(std::string_view org, ByteView hash) override;
    Result<bool> rotate_refresh_token(const RefreshTokenRow& old, const RefreshTokenRow& next, const Audit& audit,
                                      const Audit& reuse) override;

    Result<void> add_holder_key(const HolderKeyRow& row, const KeyRow& key, const Audit& audit) override;
    Result<std::vector<HolderKeyRow>> holder_keys(std::string_view org, std::string_view holder) override;

    Result<void> add_sealed(Sealed kind, const SealedRow& row, const Audit& audit) override;
    Result<void> update_sealed(Sealed kind, const SealedRow& row) override;
    Result<SealedRow> sealed(Sealed kind, std::string_view org, std::string_view holder, std::string_view id) override;
    Result<SealedRow> take_sealed(Sealed kind, ByteView state_hash) override;
    Result<std::vector<SealedRow>> all_sealed(Sealed kind, std::string_view org, std::string_view holder) override;
    Result<void> remove_sealed(Sealed kind, std::string_view org, std::string_view holder, std::string_view id,
                               const Audit& audit) override;

    Result<void> add_offer(const OfferRow& row, const Audit& audit) override;
    Result<OfferRow> offer(std::string_view org, std::string_view id) override;
    Result<std::vector<OfferRow>> offers(std::string_view org, std::size_t limit) override;
    Result<bool> count_try(std::string_view org, std::string_view id, std::int64_t most, std::int64_t now_ms) override;
    Result<bool> take_offer(std::string_view org, std::string_view id, const GrantRow& grant,
                            const RefreshTokenRow* refresh, const Audit& audit) override;
    Result<bool> move_offer(std::string_view org, std::string_view id, std::string_view from, std::string_view to,
                            std::string_view reason, const Audit& audit) override;
    Result<bool> decide_offer(std::string_view org, std::string_view id, std::string_view approval,
                              const Audit& audit) override;
    Result<IssuanceRow> issuance(std::string_view org, std::string_view id) override;
    Result<IssuanceRow> issuance_of(std::string_view org, std::string_view offer,
                                    std::string_view configuration) override;
    Result<void> begin_issuance(const IssuingStep& step) override;
    Result<void> finish_issuance(const IssuingStep& step) override;
    Result<void> use_nonces(std::string_view org, const std::vector<OnceValue>& nonces, std::int64_t now_ms) override;
    Result<void> add_workflow(const WorkflowRow& row, const Audit& audit) override;
    Result<WorkflowRow> workflow(std::string_view org, std::string_view id) override;
    Result<void> add_exchange(const ExchangeRow& row, const Audit& audit) override;
    Result<ExchangeRow> exchange(std::string_view org, std::string_view id) override;
    Result<void> start_exchange(std::string_view org, std::string_view id) override;
    Result<bool> advance_exchange(const ExchangeRow& row, const Audit& audit) override;
    Result<void> note_exchange_error(std::string_view org, std::string_view id, std::string_view problem) override;
    Result<void> add_presentation_request(const PresentationRequestRow& row, const Audit& audit) override;
    Result<PresentationRequestRow> presentation_request(std::string_view org, std::string_view id) override;
    Result<std::vector<PresentationRequestRow>> presentation_requests(std::string_view org, std::size_t limit) override;
    Result<PresentationRequestRow> presentation_request_of(ByteView handle_hash) override;
    Result<bool> answer_presentation_request(const PresentationRequestRow& row, const Audit& audit,
                                             const ExchangeMove* exchange) override;
    Result<bool> take_response_code(std::string_view org, std::string_view id, ByteView code_hash, std::int64_t now_ms,
                                    const Audit& audit) override;

    Result<void> consume(std::string_view org, std::string_view kind, ByteView hash, std::int64_t expires_ms,
                         std::int64_t now_ms, const Audit& audit) override;
    Result<void> add_api_key(const ApiKeyRow& row, const Audit& audit) override;
    Result<ApiKeyRow> api_key(std::string_view org, ByteView hash) override;
    Result<std::size_t> count_api_keys() override;
    Result<void> set_once(std::string_view name, std::string_view value) override;
    Result<std::optional<std::string>> fact(std::string_view name) override;
    Result<std::vector<AuditRow>> audit(std::string_view org, std::int64_t after_seq, std::size_t limit) override;
    Result<void> health() override;

  private:
    SqliteStore(std::string file, std::unique_ptr<Connection> writer)
        : file_(std::move(file)), writes_(std::move(writer)) {}

    /// Runs `work(Connection&)` on a reading connection; exceptions become Errors.
    template <typename Work>
    std::invoke_result_t<Work, Connection&> read(Work&& work);
    std::unique_ptr<Connection> borrow();
    void give_back(std::unique_ptr<Connection> connection);

    std::string file_;
    WriteQueue writes_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;  ///< readers nobody uses just now
};

/// Appends the audit row of a change, inside the change's own transaction.
void append_audit(Connection& connection, const Audit& audit);
/// Inserts a credential with all that belongs to it, inside its own transaction.
void insert_credential(Connection& connection, const CredentialRow& row);
/// Inserts the places of a credential in status lists, inside its own transaction.
void insert_statuses(Connection& connection, const CredentialRow& row);
/// Inserts a key row, inside its owner's transaction.
void insert_key(Connection& connection, const KeyRow& key);
/// Inserts a wallet and its key, inside its owner's transaction.
void insert_holder(Connection& connection, const HolderRow& row, const KeyRow& key);
/// A grant, in the transaction that uses up what it is made of (a consent, a pre-authorized code).
void insert_grant(Connection& connection, const GrantRow& row);
/// Its refresh token, in the same transaction.
void insert_refresh(Connection& connection, const RefreshTokenRow& row);
/// Moves an exchange from the sequence before to that of `row`, inside its own transaction; false when it is another.
bool move_exchange(Connection& connection, const ExchangeRow& row, const Audit& audit);
/// The same where it moves by something else. Error "exchange-moved" (Conflict). Nothing to do for nullptr.
Result<void> move_exchange(Connection& connection, const ExchangeMove* move);
/// Inserts what an issuer's key is used for, inside its owner's transaction.
void insert_issuer_key(Connection& connection, const IssuerKeyRow& row);
/// Adds a line to the log of an organisation's identifier.
void append_did_log(Connection& connection, std::string_view org, std::string_view entry);
Error not_found();

template <typename Work>
std::invoke_result_t<Work, Connection&> SqliteStore::read(Work&& work) {
    try {
        auto connection = borrow();
        auto result = work(*connection);
        give_back(std::move(connection));
        return result;
    } catch (const SQLite::Exception& exception) {
        return to_error(exception);
    }
}

}  // namespace blason::storage
