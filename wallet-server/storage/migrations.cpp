#include "wallet-server/storage/migrations.hpp"

#include "engine/crypto/hash.hpp"

namespace blason::storage {

std::string checksum(const Migration& migration) {
    return to_hex(crypto::sha256(migration.sql).bytes());
}

}  // namespace blason::storage
