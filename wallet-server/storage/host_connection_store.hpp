// The part of the store that keeps connections to other Open Badges hosts; see store.hpp for the errors of every call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class HostConnectionStore {
  public:
    virtual ~HostConnectionStore() = default;

    /// Error "not-found" without such an organisation.
    virtual Result<void> add_host_connection(const HostConnectionRow& row, const Audit& audit) = 0;
    /// New `sealed` and `state_hash`. Error "not-found".
    virtual Result<void> update_host_connection(const HostConnectionRow& row) = 0;
    virtual Result<HostConnectionRow> host_connection(std::string_view org, std::string_view holder,
                                                      std::string_view id) = 0;  ///< error "not-found"
    /// By the state, which counts once: it is forgotten with this call. Error "not-found".
    virtual Result<HostConnectionRow> take_host_connection(ByteView state_hash) = 0;
    /// The oldest first.
    virtual Result<std::vector<HostConnectionRow>> host_connections(std::string_view org, std::string_view holder) = 0;
    virtual Result<void> remove_host_connection(std::string_view org, std::string_view holder, std::string_view id,
                                                const Audit& audit) = 0;  ///< error "not-found"
};

}  // namespace blason::storage
