// Where the key comes from that seals all others: a file, or a passphrase through Argon2id.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::app {

struct MasterKeySource {
    std::string key_file;         ///< 64 hexadecimal characters, mode 0600
    std::string passphrase_file;  ///< or this; a line feed at the end does not count
    bool make_key_file = false;   ///< write a new key file where there is none, as long as nothing is sealed yet
    crypto::Argon2Cost cost = crypto::kModerateCost;  ///< for a new passphrase; later starts use the stored one
};

/// Opens the master key, and checks it against the store: the first key an installation uses is the only one that
/// opens it again. Errors "secret-file", "secret-file-mode", "master-key-syntax", "passphrase-empty",
/// "master-key-wrong", and those of the store.
Result<crypto::SecretBytes> open_master_key(const MasterKeySource& source, storage::Store& store,
                                            crypto::Random& random);

}  // namespace blason::app
