#include "wallet-server/service/new_holder.hpp"

#include "did/did_key.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {

Result<NewHolder> new_holder(KeyStore& keys, crypto::Random& random, std::string_view org, std::string_view name,
                             Instant now) {
    auto id = random_id(random);
    auto key = keys.make(org, "holder-" + id, crypto::KeyType::Ed25519, now);
    if (!key) return std::move(key).error();
    storage::HolderRow row{std::string(org), std::move(id), std::string(name), did::did_key(key->public_key),
                           key->row.key_id,  to_ms(now)};
    return NewHolder{std::move(row), std::move(key->row)};
}

}  // namespace blason::service
