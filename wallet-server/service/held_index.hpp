// What a wallet knows of a credential beside its bytes, so that the Open Badges API can find it.
#pragma once

#include <string_view>

#include "engine/json/value.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

/// How the Open Badges API shows a credential (GetOpenBadgeCredentialsResponse): in `credential`, in
/// `compactJwsString`, or not at all.
inline constexpr std::string_view kFormJson = "json";
inline constexpr std::string_view kFormJws = "jws";

/// Media types of Open Badges 2.0 in a wallet.
inline constexpr std::string_view kHostedAssertion = "application/ld+json";
inline constexpr std::string_view kSignedAssertion = "application/jose";

/// Fills in `equality`, `form` and `valid_from_ms` of a row whose `body` is there already. `credential` is what is
/// inside of it.
void index_held(storage::HeldRow& row, const json::Value& credential);

}  // namespace blason::service
