// What an owner has going with another server, kept sealed: tokens are among it. While their browser is away at that
// server, the record is found again by the state it was sent with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/storage/sealed_store.hpp"

namespace blason::service {

/// A record and what was sealed in it. The text is there for as long as this.
struct SealedRecord {
    storage::SealedRow row;
    crypto::SecretBytes text;
};

/// For a cookie of the browser that is sent away with `state`. It must come back with it, and says nothing about the
/// state itself: otherwise somebody else's agreement could be slipped into this wallet, or this one's into another
/// (RFC 9700 section 4.7).
std::string browser_of(std::string_view state);

class SealedRecords {
  public:
    /// `purpose` names the key that is made of `master`, `place` begins what a sealed text is bound to: neither may
    /// ever change.
    SealedRecords(storage::SealedStore& store, storage::Sealed kind, std::string_view purpose, std::string_view place,
                  const crypto::SecretBytes& master, crypto::Random& random)
        : store_(store), kind_(kind), purpose_(purpose), place_(place), master_(master), random_(random) {}

    /// Fills in `row`, whose org, holder, id and time are there: with `text`, and with `state` (empty: no browser is
    /// away).
    void seal(storage::SealedRow& row, std::string_view text, std::string_view state) const;
    Result<void> add(const storage::SealedRow& row, const storage::Audit& audit);  ///< errors of the store
    Result<void> update(const storage::SealedRow& row);                            ///< error "not-found"
    Result<SealedRecord> find(std::string_view org, std::string_view holder, std::string_view id);
    /// The oldest first; one after the other is opened.
    Result<std::vector<storage::SealedRow>> all(std::string_view org, std::string_view holder);
    Result<SealedRecord> open(storage::SealedRow row) const;  ///< errors of crypto::unseal
    Result<void> remove(std::string_view org, std::string_view holder, std::string_view id,
                        const storage::Audit& audit);

    /// The record whose browser is back with `state` and the cookie `browser`. A state counts once. Errors
    /// "authorization-browser", "authorization-state".
    Result<SealedRecord> returned(std::string_view state, std::string_view browser);

  private:
    [[nodiscard]] std::string place_of(const storage::SealedRow& row) const;

    storage::SealedStore& store_;
    storage::Sealed kind_;
    std::string_view purpose_;
    std::string_view place_;
    const crypto::SecretBytes& master_;
    crypto::Random& random_;
};

}  // namespace blason::service
