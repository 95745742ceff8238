// The part of the store that keeps credential offers and what became of them. What is to happen once is decided by the
// row count of one UPDATE, or by a primary key, in the transaction that has the effect. See store.hpp for the errors of
// every call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

/// What an issuer holds ready for somebody. `doc` is the service's own JSON. `state`: "offered", "taken" (somebody has
/// a token), "issued" (the credential went out), "accepted" (the wallet said that it has it), "failed", "withdrawn".
/// `approval`: "none" (not needed), "wanted", "granted", "denied".
struct OfferRow {
    std::string org;
    std::string id;
    std::string doc;
    std::string state = "offered";
    std::string approval = "none";
    std::string reason = {};  ///< why it failed
    std::int64_t tries = 0;   ///< of its transaction code
    std::string grant = {};   ///< the grant it was taken by; empty: by none yet
    std::int64_t created_ms = 0;
    std::int64_t expires_ms = 0;  ///< until then it can be taken
};

/// The credentials of one configuration that were issued for an offer, or will be. `state`: "waiting" (for approval),
/// "issued". `keys`: what they are bound to, and `credentials`: their ids, as the service's JSON.
struct IssuanceRow {
    std::string org;
    std::string offer;
    std::string configuration;
    std::string id;
    std::string grant;
    std::string state;
    std::string keys;
    std::string credentials = "[]";
    std::int64_t created_ms = 0;
};

/// A value that counts once, as its hash.
struct OnceValue {
    Bytes hash;
    std::int64_t expires_ms = 0;
};

/// Credentials that are stored with what they use up.
struct IssuingStep {
    const IssuanceRow& issuance;
    const std::vector<OnceValue>& nonces;
    const std::vector<CredentialRow>& credentials;  ///< none while it waits
    const std::vector<Audit>& audits;               ///< of the credentials, then of the step itself
    const ExchangeMove* exchange = nullptr;         ///< that moves by it; nullptr: none
};

class OfferStore {
  public:
    virtual ~OfferStore() = default;

    /// Forgets nothing: what was offered belongs to the history of what was issued.
    virtual Result<void> add_offer(const OfferRow& row, const Audit& audit) = 0;
    virtual Result<OfferRow> offer(std::string_view org, std::string_view id) = 0;  ///< error "not-found"
    /// The latest first.
    virtual Result<std::vector<OfferRow>> offers(std::string_view org, std::size_t limit) = 0;

    /// Counts a try of its transaction code; false when there is no try left, or it can no longer be taken.
    virtual Result<bool> count_try(std::string_view org, std::string_view id, std::int64_t most,
                                   std::int64_t now_ms) = 0;
    /// Uses up its pre-authorized code: true once, and the grant is stored with it, and its refresh token (nullptr: it
    /// has none). False: it was used before, has expired, was withdrawn or has failed.
    virtual Result<bool> take_offer(std::string_view org, std::string_view id, const GrantRow& grant,
                                    const RefreshTokenRow* refresh, const Audit& audit) = 0;
    /// Sets the state when it is one of `from` (separated by spaces); whether it was. `reason` is kept with it.
    virtual Result<bool> move_offer(std::string_view org, std::string_view id, std::string_view from,
                                    std::string_view to, std::string_view reason, const Audit& audit) = 0;
    /// From "wanted" to "granted" or "denied"; false when nothing was wanted, or the offer is over.
    virtual Result<bool> decide_offer(std::string_view org, std::string_view id, std::string_view approval,
                                      const Audit& audit) = 0;

    virtual Result<IssuanceRow> issuance(std::string_view org, std::string_view id) = 0;  ///< error "not-found"
    virtual Result<IssuanceRow> issuance_of(std::string_view org, std::string_view offer,
                                            std::string_view configuration) = 0;  ///< error "not-found"
    /// Nonces are used up, the offer becomes that of the grant, the issuance and its credentials are stored: all or
    /// nothing. Errors (Conflict) "nonce-used", "offer-taken" (by another grant, or gone), "exists" (this configuration
    /// was issued before), "exchange-moved" (its sequence is another).
    virtual Result<void> begin_issuance(const IssuingStep& step) = 0;
    /// The credentials of one that waited; error "used" (Conflict) when they were issued before.
    virtual Result<void> finish_issuance(const IssuingStep& step) = 0;
    /// Uses up nonces without any other effect: of a request that was answered before. Error "nonce-used".
    virtual Result<void> use_nonces(std::string_view org, const std::vector<OnceValue>& nonces,
                                    std::int64_t now_ms) = 0;
};

}  // namespace blason::storage
