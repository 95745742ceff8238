// private_key_jwt: a client signs who it is with a key it registered (RFC 7523 section 2.2, OpenID Connect Core 1.0
// section 9). Made by clients, read by servers.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/crypto/signer.hpp"
#include "engine/jose/jwt.hpp"
#include "wallet-server/service/oauth/client.hpp"

namespace blason::service::oauth {

inline constexpr std::string_view kJwtBearerAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
inline constexpr std::int64_t kMostAssertionSeconds = 600;  ///< how far ahead `exp` may be

/// `sub` of an assertion, to find the client by: nothing is checked. Empty when there is none.
std::string claimed_client(std::string_view assertion);

struct CheckedAssertion {
    std::string id;  ///< `jti`: must not come twice before `expires`
    Instant expires;
};
/// `audiences`: the names of this server; every `aud` must be one of them, so that no other server's assertion is taken
/// (and none of ours is of use there). Error "invalid_client" (Unauthorized).
Result<CheckedAssertion> check_client_assertion(std::string_view assertion, const Client& client,
                                                std::span<const std::string> audiences, Instant now);

/// For `audience`, the issuer identifier of the authorization server; good for a minute.
Result<std::string> make_client_assertion(const crypto::Signer& signer, std::string_view client_id,
                                          std::string_view audience, Instant now, crypto::Random& random);

}  // namespace blason::service::oauth
