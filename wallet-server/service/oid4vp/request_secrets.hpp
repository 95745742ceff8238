// How requests for presentations are kept: by the hash of their handle, sealed, each part of a row for its own place.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/error.hpp"
#include "engine/crypto/hash.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service::oid4vp {

inline constexpr std::size_t kSecretBytes = 24;  ///< random bytes of handles, codes and nonces
inline constexpr std::string_view kSealPurpose = "presentation requests";  ///< of the derived key
inline constexpr const char* kEncryptionKid = "answer";

/// What a sealed part of the row is bound to.
inline std::string place_of(const storage::PresentationRequestRow& row, std::string_view what) {
    return "presentation|" + row.org + "|" + row.id + "|" + std::string(what);
}
inline Bytes hashed(std::string_view secret) {
    const auto digest = crypto::sha256(secret);
    return {digest.bytes().begin(), digest.bytes().end()};
}

/// For wallets: the same whether it never was, is answered or too old.
inline Error unknown_request() {
    return {"request-unknown", "There is no such request, or it is over.", "", ErrorKind::NotFound};
}
/// For the organisation that asked.
inline Error request_not_found(Error error) {
    return renamed(std::move(error), "not-found", "request-not-found", "There is no such request for presentations.");
}

}  // namespace blason::service::oid4vp
