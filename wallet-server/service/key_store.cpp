#include "wallet-server/service/key_store.hpp"

#include "engine/crypto/hmac.hpp"

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/seal.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::int64_t kSealVersion = 1;

/// What a sealed key is bound to: the row cannot be moved to another organisation, name, algorithm or version.
std::string seal_context(const storage::KeyRow& row) {
    return "blason-key|" + row.org + "|" + row.key_id + "|" + row.algorithm + "|" + std::to_string(row.version);
}

const crypto::KeyTypeInfo* find_type(std::string_view name) {
    for (const auto& entry : crypto::key_types())
        if (entry.name == name) return &entry;
    return nullptr;
}

Error sealed_error() {
    return unavailable("key-sealed", "The key cannot be opened: another master key sealed it, or the row was changed.");
}

Error key_not_found(Error error) {
    return renamed(std::move(error), "not-found", "key-not-found", "There is no such key here.");
}

}  // namespace

Result<KeyStore::NewKey> KeyStore::make(std::string_view org, std::string_view key_id, crypto::KeyType type,
                                        Instant now) {
    auto key = crypto::generate_key(type, random_);
    if (!key) return std::move(key).error();
    storage::KeyRow row;
    row.org = std::string(org);
    row.key_id = std::string(key_id);
    row.algorithm = std::string(crypto::info(type).name);
    row.version = kSealVersion;
    row.public_key = key->public_key.multikey();
    row.created_ms = to_ms(now);
    row.sealed = crypto::seal(master_, key->secret.read().bytes(), seal_context(row), random_);
    return NewKey{std::move(row), key->public_key};
}

Result<std::shared_ptr<const crypto::Signer>> KeyStore::signer(std::string_view org, std::string_view key_id) {
    const auto name = std::string(org) + "|" + std::string(key_id);
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = cache_.find(name); known != cache_.end()) return known->second;
    }
    auto row = store_.key(org, key_id);
    if (!row) return key_not_found(std::move(row).error());
    auto made = signer_of(*row);
    if (!made) return std::move(made).error();
    std::shared_ptr<const crypto::Signer> signer = std::move(*made);
    const std::lock_guard lock(mutex_);
    if (cache_.size() >= kMaxCached) cache_.clear();
    cache_.emplace(name, signer);
    return signer;
}

Result<std::unique_ptr<crypto::Signer>> KeyStore::signer_of(const storage::KeyRow& row) const {
    const auto* type = find_type(row.algorithm);
    if (type == nullptr) return sealed_error();
    auto secret = crypto::unseal(master_, row.sealed, seal_context(row));
    if (!secret) return sealed_error();
    auto made = crypto::make_signer(type->type, std::move(*secret));
    if (!made) return std::move(made).error();
    if ((*made)->public_key().multikey() != row.public_key) return sealed_error();
    return made;
}

Result<crypto::PublicKey> KeyStore::public_key(std::string_view org, std::string_view key_id) {
    auto row = store_.key(org, key_id);
    if (!row) return key_not_found(std::move(row).error());
    return crypto::PublicKey::from_multikey(row->public_key);
}

Bytes KeyStore::fingerprint(std::string_view purpose, std::string_view text) const {
    const auto reading = master_.read();
    const auto key = crypto::hmac(crypto::HashAlgorithm::Sha256, reading.bytes(), as_bytes(purpose));
    const auto digest = crypto::hmac(crypto::HashAlgorithm::Sha256, key.bytes(), as_bytes(text));
    return {digest.bytes().begin(), digest.bytes().end()};
}

}  // namespace blason::service
