// The requests of the authorization endpoint: as they come in the browser's address, or pushed there before by the
// client itself (PAR, RFC 9126). A pushed one may be looked at again while the person signs in; consent uses it up.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/service/oauth/authorization.hpp"

namespace blason::service::oauth {

inline constexpr std::chrono::seconds kPushedLifetime{600};  ///< long enough for a person to make an account

class AuthorizationService {
  public:
    AuthorizationService(ClientService& clients, storage::GrantStore& store, Clock clock, crypto::Random& random)
        : clients_(clients), store_(store), clock_(std::move(clock)), random_(random) {}

    /// The credential issuer beside us; without one no credentials can be asked for. To be called before the server
    /// starts.
    void offer(OfferedCredentials& offered) { offered_ = &offered; }

    /// The `request_uri`. `jkt`: thumbprint of the key of a DPoP proof that came along (RFC 9449 section 10.1); empty:
    /// none. `address`: of who asks. Errors with the codes of RFC 6749 section 4.1.2.1; "invalid_request" for a
    /// redirect_uri that is not the client's; "too-many-requests".
    Result<std::string> push(const Client& client, const Parameters& parameters, std::string_view jkt,
                             const std::string& address);
    /// A request as the browser brings it. Errors without redirect_uri as of check_authorization, and
    /// "request-uri-unknown" (never pushed by this client, too old, or used up).
    CheckedAuthorization check(std::string_view org, const Parameters& parameters);
    /// Names of the credentials that a consent was for, each once: by its scopes, and by its details. One that the
    /// issuer no longer has is called by its id.
    Result<std::vector<std::string>> credentials_of(std::string_view org, const Scopes& scopes,
                                                    const AuthorizationDetails& details);

  private:
    ClientService& clients_;
    storage::GrantStore& store_;
    Clock clock_;
    crypto::Random& random_;
    OfferedCredentials* offered_ = nullptr;
    Throttle addresses_{{120, std::chrono::seconds(1)}};
};

}  // namespace blason::service::oauth
