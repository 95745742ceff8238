// Nonces that a server hands out and knows again without a row: the time, and a MAC over it. A key of each start of the
// program makes those of before worthless, so that what is remembered in memory only (ReplayGuard) is enough.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::service::oauth {

class ServerNonces {
  public:
    static constexpr std::chrono::seconds kLifetime{300};

    /// `purpose`: nonces of one purpose are worth nothing for another.
    ServerNonces(crypto::Random& random, std::string purpose) : key_(random.bytes(32)), purpose_(std::move(purpose)) {}

    /// The same within one second: it is no secret of whoever gets it.
    [[nodiscard]] std::string make(Instant now) const;
    /// Made by us, for this purpose, since the start, and at most kLifetime ago.
    [[nodiscard]] bool is_fresh(std::string_view nonce, Instant now) const;

  private:
    [[nodiscard]] std::string at(std::int64_t seconds) const;

    crypto::SecretBytes key_;
    std::string purpose_;
};

}  // namespace blason::service::oauth
