// The client's side of OAuth 2.0 as Open Badges 3.0 section 7 uses it: dynamic registration (RFC 7591), authorization
// code with PKCE (RFC 7636), refresh, revocation (RFC 7009); with the rules of RFC 9700 for clients.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/service/badge_host/description.hpp"

namespace blason::service::badge_host {

using Scopes = std::vector<std::string>;

/// Every scope of the Open Badges API, and offline_access.
Scopes all_scopes();

/// What we say of ourselves when we register. All addresses are https (http on loopback) and of one host.
struct ClientInfo {
    std::string name = "Blason";
    std::string base_url;      ///< client_uri; the other addresses are below it
    std::string redirect_uri;  ///< where the browser comes back to
    std::string software_version;
};

struct Registration {
    std::string client_id;
    std::string client_secret;
    std::string redirect_uri;
};

/// Between sending the browser away and its return.
struct Pending {
    std::string url;       ///< where the browser goes
    std::string state;     ///< 256 random bits
    std::string verifier;  ///< PKCE code_verifier
    Scopes scopes;         ///< what was asked for
};

struct Tokens {
    std::string access_token;
    std::string refresh_token;  ///< empty: none
    Scopes scopes;              ///< what was granted
    Instant expires;            ///< of the access token
};

class OAuthClient {
  public:
    OAuthClient(const HostDescription& host, net::HttpClient& client) : host_(host), client_(client) {}

    /// Errors "registration-refused" (the host's own reason in the detail), "registration-incomplete", and those of
    /// HttpClient::fetch.
    Result<Registration> register_client(const ClientInfo& info, const Scopes& scopes);

    [[nodiscard]] Pending authorization(const Registration& registration, const Scopes& scopes,
                                        crypto::Random& random) const;
    /// The code in the query that the browser came back with. Errors "authorization-state" (another or no state: not an
    /// answer to our question), "authorization-issuer" (RFC 9207), "authorization-denied" (the host's error in the
    /// detail), "authorization-code-missing".
    [[nodiscard]] Result<std::string> code_of(std::string_view query, const Pending& pending) const;

    /// Errors "token-refused" (the host's error in the detail), "token-incomplete".
    Result<Tokens> exchange(const Registration& registration, const Pending& pending, std::string_view code,
                            Instant now);
    /// The new refresh token, or the old one when the host keeps it. Errors as above.
    Result<Tokens> refresh(const Registration& registration, const Tokens& tokens, Instant now);
    /// Nothing is done at a host without a revocation endpoint. Error "revocation-refused".
    Result<void> revoke(const Registration& registration, std::string_view token, std::string_view type_hint);

  private:
    Result<net::FetchReply> post_form(const std::string& url, const Registration& registration, std::string body);

    const HostDescription& host_;
    net::HttpClient& client_;
};

}  // namespace blason::service::badge_host
