// Token Status List (draft-ietf-oauth-status-list): one JWT with the statuses of many tokens, named by the `status`
// claim of each of them. Pure: whoever verifies fetches the list and knows the key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/status/bit_list.hpp"

namespace blason::vc::status {

inline constexpr std::string_view kTokenStatusListType = "statuslist+jwt";

/// Section 7.1: what the values of a status mean.
inline constexpr unsigned kTokenValid = 0;
inline constexpr unsigned kTokenInvalid = 1;
inline constexpr unsigned kTokenSuspended = 2;

struct TokenStatusList {
    std::string uri;  ///< of the list, `sub`
    unsigned bits = 1;
    BitList list;  ///< right to left
    std::int64_t issued = 0;
    std::optional<std::int64_t> expires;
    std::optional<std::uint64_t> ttl_seconds;
};

/// `status.status_list` of a token (section 6.2).
struct TokenStatusReference {
    std::uint64_t index = 0;
    std::string uri;
};

/// The claim `status` (section 6.1): each member is a mechanism of its own.
struct TokenStatus {
    std::optional<TokenStatusReference> list;
    bool others = false;  ///< there are mechanisms that are not known here
};

/// `issuer`: the claim `iss`, left out when empty. Errors of jose::sign_jwt.
Result<std::string> sign_token_status_list(const TokenStatusList& list, const crypto::Signer& signer,
                                           std::string_view kid, std::string_view issuer = {});

/// Signature, type, that it is the list of that `uri`, its dates, and the list itself, unpacked to at most 16 MiB
/// (sections 5.1 and 8.3). Errors of jose::verify_jwt, "token-status-list-uri", "token-status-list-malformed".
Result<TokenStatusList> verify_token_status_list(std::string_view jwt, const jose::Jwk& key, std::string_view uri,
                                                 Instant now);

/// The status among a token's claims, which have been verified; nothing when there is none. `path`: of the claims.
/// Error "token-status-malformed".
Result<std::optional<TokenStatus>> read_token_status(const json::Object& claims, const json::Path& path);

/// Error "token-status-range": an index outside the list is never valid.
Result<unsigned> look_up(const TokenStatusReference& reference, const TokenStatusList& list);

}  // namespace blason::vc::status
