// Passwords of people: Argon2id (RFC 9106), kept as the usual text with its salt and cost inside.
#pragma once

#include <string>
#include <string_view>

#include "engine/crypto/seal.hpp"

namespace blason::crypto {

inline constexpr Argon2Cost kPasswordCost{3, 64U << 20U};

/// "$argon2id$v=19$m=...": 16 random bytes of salt, from the system's generator whatever the Random seam says. Takes
/// the memory and the time of `cost`: callers bound how many run at once.
std::string hash_password(std::string_view password, Argon2Cost cost);
/// Takes what the hash itself says it costs.
bool is_password(std::string_view hash, std::string_view password);
/// Made with another cost, so to be made again when the password is next at hand.
bool is_outdated(std::string_view hash, Argon2Cost cost);

}  // namespace blason::crypto
