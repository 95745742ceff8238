// The part of the store that keeps what wallets are about to receive: offers on their way, and the keys that single
// credentials are bound to. See store.hpp for the errors of every call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class ReceivingStore {
  public:
    virtual ~ReceivingStore() = default;

    virtual Result<void> add_received_offer(const ReceivedOfferRow& row, const Audit& audit) = 0;
    /// Writes `state_hash` and `sealed`. Error "not-found".
    virtual Result<void> update_received_offer(const ReceivedOfferRow& row) = 0;
    virtual Result<ReceivedOfferRow> received_offer(std::string_view org, std::string_view holder,
                                                    std::string_view id) = 0;  ///< error "not-found"
    /// The offer whose browser is away with this state; of any number of calls one gets it. Error "not-found".
    virtual Result<ReceivedOfferRow> take_received_offer(ByteView state_hash) = 0;
    /// The oldest first.
    virtual Result<std::vector<ReceivedOfferRow>> received_offers(std::string_view org, std::string_view holder) = 0;
    virtual Result<void> remove_received_offer(std::string_view org, std::string_view holder, std::string_view id,
                                               const Audit& audit) = 0;  ///< error "not-found"

    /// A key of its own for one credential of a wallet; holder_by_did finds the wallet by it, with this key.
    virtual Result<void> add_holder_key(const HolderKeyRow& row, const KeyRow& key, const Audit& audit) = 0;
    /// All of these keys of a wallet.
    virtual Result<std::vector<HolderKeyRow>> holder_keys(std::string_view org, std::string_view holder) = 0;
};

}  // namespace blason::storage
