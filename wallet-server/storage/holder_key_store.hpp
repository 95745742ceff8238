// The part of the store that keeps the keys that single credentials of a wallet are bound to; see store.hpp for the
// errors of every call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class HolderKeyStore {
  public:
    virtual ~HolderKeyStore() = default;

    /// A key of its own for one credential of a wallet; holder_by_did finds the wallet by it, with this key.
    virtual Result<void> add_holder_key(const HolderKeyRow& row, const KeyRow& key, const Audit& audit) = 0;
    /// All of these keys of a wallet.
    virtual Result<std::vector<HolderKeyRow>> holder_keys(std::string_view org, std::string_view holder) = 0;
};

}  // namespace blason::storage
