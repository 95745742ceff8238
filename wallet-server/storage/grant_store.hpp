// The part of the store that keeps what OAuth clients may do: clients, grants, codes, refresh tokens. A grant is one
// consent of one person to one client, or an offer that was taken; every token belongs to one, and is worth nothing
// when its grant is revoked. See store.hpp for the errors of every call.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

class GrantStore {
  public:
    virtual ~GrantStore() = default;

    /// Of more than `most_unused` clients that never got a grant the oldest is forgotten.
    virtual Result<void> add_client(const ClientRow& row, std::int64_t most_unused, const Audit& audit) = 0;
    virtual Result<ClientRow> client(std::string_view org, std::string_view id) = 0;  ///< error "not-found"

    /// Forgets pushed requests that expired before `now_ms`.
    virtual Result<void> add_pushed_request(const PushedRequestRow& row, std::int64_t now_ms) = 0;
    virtual Result<PushedRequestRow> pushed_request(std::string_view org, ByteView hash) = 0;  ///< error "not-found"

    /// A grant begins with its code. Forgets what expired more than a day before `row.created_ms`. `pushed`: the hash
    /// of the pushed request that this uses up (error "used" when it was used before, or is gone); empty: none.
    virtual Result<void> add_grant(const GrantRow& row, const CodeRow& code, const Audit& audit,
                                   ByteView pushed = {}) = 0;
    virtual Result<GrantRow> grant(std::string_view org, std::string_view id) = 0;  ///< error "not-found"
    /// Grants of an account that are neither revoked nor expired at `now_ms`, the latest first.
    virtual Result<std::vector<GrantRow>> grants_of(std::string_view org, std::string_view account,
                                                    std::int64_t now_ms) = 0;
    /// Revoking again changes nothing and writes no audit row. Error "not-found".
    virtual Result<void> revoke_grant(std::string_view org, std::string_view id, const Audit& audit) = 0;

    virtual Result<CodeRow> code(std::string_view org, ByteView hash) = 0;  ///< error "not-found"
    /// Uses up a code: true once. The grant then lasts until `expires_ms`, with `refresh` as its first refresh token
    /// when that is not nullptr, and its tokens are bound to `keys`. False: it was used before, and the grant is now
    /// revoked (`reuse` is written then).
    virtual Result<bool> redeem_code(const CodeRow& code, const RefreshTokenRow* refresh, std::int64_t expires_ms,
                                     const Audit& audit, const Audit& reuse, const GrantKeys& keys = {}) = 0;

    virtual Result<RefreshTokenRow> refresh_token(std::string_view org, ByteView hash) = 0;  ///< error "not-found"
    /// Replaces a refresh token by `next`, until whose end the grant then lasts: true once. False: it was used before,
    /// and the grant is now revoked (`reuse` is written then).
    virtual Result<bool> rotate_refresh_token(const RefreshTokenRow& old, const RefreshTokenRow& next,
                                              const Audit& audit, const Audit& reuse) = 0;
};

}  // namespace blason::storage
