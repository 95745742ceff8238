// Keys at rest and in use. Private keys leave this class only as a Signer; in the store they are sealed with the master
// key, bound to organisation, key id, algorithm and version (requirements: a row moved elsewhere no longer opens).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signer.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

class KeyStore {
  public:
    /// `master`: 32 bytes; it must outlive the key store.
    KeyStore(storage::Store& store, const crypto::SecretBytes& master, crypto::Random& random)
        : store_(store), master_(master), random_(random) {}

    /// A new key that is not stored yet: the row goes into the store together with its owner.
    struct NewKey {
        storage::KeyRow row;
        crypto::PublicKey public_key;
    };
    Result<NewKey> make(std::string_view org, std::string_view key_id, crypto::KeyType type, Instant now);

    /// Errors "key-not-found", "key-sealed" (wrong master key or a changed row; Unavailable).
    /// The signer is kept, but not open (crypto::Signer::keep_open): a server lives long, and between two signatures no
    /// key is readable in its memory. Who signs many in a row holds it open meanwhile.
    Result<std::shared_ptr<const crypto::Signer>> signer(std::string_view org, std::string_view key_id);
    /// The signer of a row at hand, which may not be stored yet. Error "key-sealed".
    Result<std::unique_ptr<crypto::Signer>> signer_of(const storage::KeyRow& row) const;
    /// A keyed hash of a text, for finding it again without keeping it: HMAC-SHA256 under a key that the master key
    /// yields for this purpose.
    [[nodiscard]] Bytes fingerprint(std::string_view purpose, std::string_view text) const;
    /// Error "key-not-found".
    Result<crypto::PublicKey> public_key(std::string_view org, std::string_view key_id);

  private:
    static constexpr std::size_t kMaxCached = 1024;

    storage::Store& store_;
    const crypto::SecretBytes& master_;
    crypto::Random& random_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const crypto::Signer>, std::less<>> cache_;  ///< by org|key id
};

}  // namespace blason::service
