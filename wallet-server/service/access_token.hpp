// Our own access tokens: JWTs of the profile RFC 9068, made and read by this server only, so they carry a MAC of a key
// that nobody else has. Others ask the introspection endpoint.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::service {

struct AccessClaims {
    std::string id;        ///< `jti`
    std::string org;       ///< `org`
    std::string grant;     ///< `grant`
    std::string account;   ///< `sub`
    std::string client;    ///< `client_id`
    std::string scope;     ///< `scope`: separated by spaces
    Instant issued;        ///< whole seconds
    Instant expires;       ///< whole seconds
    std::string jkt = {};  ///< `cnf.jkt`: thumbprint of the DPoP key (RFC 9449 section 6.1); empty: a bearer token
};

class AccessTokens {
  public:
    /// `iss` and `aud` are the base URL: authorization server and resources are one installation.
    AccessTokens(const crypto::SecretBytes& master, const PublicUrls& urls);

    [[nodiscard]] std::string write(const AccessClaims& claims) const;
    /// Error "invalid_token" (Unauthorized) for any text that is not a token of ours, and after its end. Whether its
    /// grant still stands is another question.
    [[nodiscard]] Result<AccessClaims> read(std::string_view token, Instant now) const;

  private:
    crypto::SecretBytes key_;
    const PublicUrls& urls_;
};

}  // namespace blason::service
