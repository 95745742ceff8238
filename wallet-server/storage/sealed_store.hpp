// The part of the store that keeps what holders have going with other servers, sealed because there are secrets in it.
// See store.hpp for the errors of every call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

/// What a record is about; each kind has a table.
enum class Sealed {
    HostConnection,  ///< a connection to another Open Badges host
    ReceivedOffer    ///< an issuer's offer that a wallet is about to take
};

class SealedStore {
  public:
    virtual ~SealedStore() = default;

    /// Error "not-found" without such an organisation, or for an offer without such a wallet.
    virtual Result<void> add_sealed(Sealed kind, const SealedRow& row, const Audit& audit) = 0;
    /// New `sealed` and `state_hash`. Error "not-found".
    virtual Result<void> update_sealed(Sealed kind, const SealedRow& row) = 0;
    virtual Result<SealedRow> sealed(Sealed kind, std::string_view org, std::string_view holder,
                                     std::string_view id) = 0;  ///< error "not-found"
    /// The record whose browser is away with this state, which counts once: it is forgotten with this call, and of any
    /// number of calls one gets the record. Error "not-found".
    virtual Result<SealedRow> take_sealed(Sealed kind, ByteView state_hash) = 0;
    /// The oldest first.
    virtual Result<std::vector<SealedRow>> all_sealed(Sealed kind, std::string_view org, std::string_view holder) = 0;
    virtual Result<void> remove_sealed(Sealed kind, std::string_view org, std::string_view holder, std::string_view id,
                                       const Audit& audit) = 0;  ///< error "not-found"
};

}  // namespace blason::storage
