// Challenges without a row: the text itself is sealed with our key and says when it expires, so handing one out costs
// no write and only a used one is remembered (until it would have expired anyway).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::service {

struct Challenge {
    std::string text;  ///< 64 characters of base64url
    Instant expires;
};

class ChallengeBox {
  public:
    static constexpr std::chrono::seconds kLifetime{300};

    /// `key`: 32 bytes; it must outlive the box.
    ChallengeBox(const crypto::SecretBytes& key, crypto::Random& random) : key_(key), random_(random) {}

    Challenge make(Instant now);
    /// When it expires, or nothing when it is not one of ours.
    [[nodiscard]] std::optional<Instant> open(std::string_view text) const;

  private:
    const crypto::SecretBytes& key_;
    crypto::Random& random_;
};

}  // namespace blason::service
