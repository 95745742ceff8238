// The part of the store that keeps accounts of holders and their sessions; see store.hpp for the errors of every call.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class AccountStore {
  public:
    virtual ~AccountStore() = default;

    /// An account, its wallet and the wallet's key are one change. Errors "exists" (Conflict) when the e-mail address
    /// is taken, "not-found" without such an organisation.
    virtual Result<void> create_account(const AccountRow& row, const HolderRow& holder, const KeyRow& key,
                                        const Audit& audit) = 0;
    virtual Result<AccountRow> account(std::string_view org, std::string_view id) = 0;  ///< error "not-found"
    virtual Result<AccountRow> account_by_email(std::string_view org,
                                                std::string_view email) = 0;  ///< error "not-found"
    virtual Result<void> change_password(std::string_view org, std::string_view id, std::string_view password,
                                         const Audit& audit) = 0;

    /// Ends the session `replaced` (may be empty) in the same change, and forgets those that ended before
    /// `row.created_ms`.
    virtual Result<void> add_session(const SessionRow& row, ByteView replaced, const Audit& audit) = 0;
    virtual Result<SessionRow> session(std::string_view org, ByteView hash) = 0;  ///< error "not-found"
    virtual Result<void> end_session(std::string_view org, ByteView hash) = 0;    ///< also when there is none
};

}  // namespace blason::storage
