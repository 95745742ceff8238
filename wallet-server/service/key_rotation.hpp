// The keys of a hosted issuer: a new one is published before it signs, an old one stays published for what it signed,
// and one that was stolen gets a cut-off date.
//
//     publish -> next -> activate -> current -> (the next one is activated) -> retired
//                  any of them -> revoke -> revoked, with the date since when it is not to be believed
//
// A key of each type may be current at the same time: which one signs is decided by the suite.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/crypto/public_key.hpp"
#include "vc/format.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

enum class KeyState { Next, Current, Retired, Revoked };
std::string_view to_text(KeyState state);  ///< "next", ...

struct IssuerKey {
    std::string org;
    std::string id;  ///< "key-2"; for a did:web also the fragment of its verification method
    crypto::PublicKey key;
    KeyState state;
    Instant created;
    std::optional<Instant> activated;
    std::optional<Instant> retired;
    std::optional<Instant> revoked;   ///< the cut-off: what it signed since is not to be believed
    std::string verification_method;  ///< absolute URL
    std::string jwk_method{};         ///< absolute URL; of a key that is published as JWK too, for the readers of JWTs

    /// The method that a credential of this format names.
    [[nodiscard]] const std::string& method_of(vc::Format format) const {
        return format == vc::Format::Jwt && !jwk_method.empty() ? jwk_method : verification_method;
    }
};

/// The keys of an issuer, the oldest first.
Result<std::vector<IssuerKey>> issuer_keys(storage::Store& store, const Issuer& issuer);
/// The current key of the first of these types that the issuer has one of. Error "issuer-key-missing", which says what
/// to do.
Result<IssuerKey> current_key(storage::Store& store, const Issuer& issuer, std::span<const crypto::KeyType> types);
/// The key of an issuer that signs tokens of that format (Jwt, SdJwt): as ES256, which wallets and readers of Open
/// Badges both know, or else as RS256 those tokens that wallets do not take apart. Errors of current_key.
Result<IssuerKey> current_token_key(storage::Store& store, const Issuer& issuer, vc::Format format);

class KeyRotation {
  public:
    /// Verifiers may remember a document for a day, so a key that signs before it was published that long may not be
    /// found by them.
    static constexpr std::int64_t kPublishedBefore = 24 * 60 * 60;  ///< seconds
    static constexpr std::size_t kMaxKeys = 100;                    ///< of one issuer, retired ones included

    KeyRotation(storage::Store& store, KeyStore& keys, Clock clock)
        : store_(store), keys_(keys), clock_(std::move(clock)) {}

    /// Error "issuer-not-found".
    Result<std::vector<IssuerKey>> keys(std::string_view org);
    /// A new key, published and not used yet; with `activate`, used from now on. Errors "issuer-not-found",
    /// "issuer-is-its-key" (Conflict: the identifier of the issuer is a did:key), "too-many-keys" (Conflict).
    Result<IssuerKey> publish(std::string_view org, crypto::KeyType type, bool activate, const Actor& actor);
    /// The key signs from now on, and the one of its type that did is retired. Errors "key-not-found", "key-state"
    /// (Conflict: it is not a next key), "key-too-new" (Conflict: published for less than a day, unless `immediately`).
    Result<IssuerKey> activate(std::string_view org, std::string_view key_id, bool immediately, const Actor& actor);
    /// A key that will not sign any more, and stays published. Errors "key-not-found", "key-state" (Conflict: revoked
    /// already), "key-in-use" (Conflict: the issuer has no other current key of that type).
    Result<IssuerKey> retire(std::string_view org, std::string_view key_id, const Actor& actor);
    /// Nothing signed with the key at or after `since` (now when absent; a date in the past, or now) verifies any more.
    /// A current key is replaced at once: by the next one of its type, or by a new one. Once given, the date can only
    /// be moved back. Errors "key-not-found", "key-cut-off" (pointer /since), "issuer-is-its-key".
    Result<IssuerKey> revoke(std::string_view org, std::string_view key_id, std::optional<Instant> since,
                             const Actor& actor);

    /// Called with the organisation after each change, for what was signed with the key before.
    void on_change(std::function<void(std::string_view org)> callback) { on_change_ = std::move(callback); }

  private:
    struct Change;
    Result<Change> begin(std::string_view org);
    Result<std::string> log_entry(const Change& change);
    Result<IssuerKey> finish(Change change, std::string_view key_id, std::string act, const Actor& actor);
    Result<void> add(Change& change, crypto::KeyType type);
    static void make_current(Change& change, storage::IssuerKeyRow& row);

    storage::Store& store_;
    KeyStore& keys_;
    Clock clock_;
    std::function<void(std::string_view)> on_change_;
    std::mutex mutex_;  ///< one change at a time: each reads all keys before it writes
};

}  // namespace blason::service
