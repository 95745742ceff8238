// Changes to the document of a did:webvh, and the entries that carry them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "did/webvh/author.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did::webvh {

/// What a rotation changes. A key that is replaced stays in the document for what it signed, but logs nobody in.
struct Rotation {
    std::span<const crypto::PublicKey> keys;          ///< new keys for assertions; the fragment is the key itself
    std::span<const std::string> revoke;              ///< methods, by id or fragment, that are not to be believed ...
    Instant since;                                    ///< ... from this moment on
    std::optional<crypto::PublicKey> new_update_key;  ///< signs the log from the next entry on
    std::optional<crypto::PublicKey> next_key;        ///< promised as the update key after this one (pre-rotation)
};

/// The log with one more entry, signed by `update_key`: one of the update keys, or, where keys are promised ahead, the
/// one that was promised. Errors of extend_log, "webvh-next-key" (keys are promised ahead, so the next one must be
/// named), "webvh-no-method" (there is no such method to revoke), "webvh-cut-off" (a revoked method's date can only be
/// moved back).
Result<std::string> rotate(std::string_view log, const Rotation& rotation, const crypto::Signer& update_key,
                           Instant now);

/// The log with the entry that ends it; where keys are promised ahead, with one before it that ends the promises.
Result<std::string> deactivate(std::string_view log, const crypto::Signer& update_key, Instant now);

}  // namespace blason::did::webvh
