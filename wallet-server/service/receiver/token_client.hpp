// The wallet's side of OAuth 2.0 (OpenID4VCI 1.0 sections 5 and 6): a public client with PKCE, pushed requests where
// the server has them, and either grant of an offer.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "wallet-server/service/receiver/discovery.hpp"
#include "wallet-server/service/receiver/dpop_client.hpp"

namespace blason::service::receiver {

/// Between sending the browser away and its return.
struct PendingAuthorization {
    std::string url;       ///< where the browser goes
    std::string state;     ///< 256 random bits
    std::string verifier;  ///< PKCE code_verifier
    std::string client_id;
    std::string redirect_uri;
};

struct AccessToken {
    std::string text;
    std::string refresh;  ///< what a new one is had for; empty: nothing
    bool bound = false;   ///< to the DPoP key that asked for it
    /// `credential_identifiers` of each configuration (OpenID4VCI 1.0 section 6.2); empty: it is asked for by its id.
    std::map<std::string, std::vector<std::string>> identifiers;
    std::string nonce;  ///< `c_nonce` of draft 13; empty: none
};

/// What we say of ourselves where nobody knows us yet.
struct WalletClient {
    std::string client_id;     ///< known to the server; empty: we register, or are called as our address
    std::string redirect_uri;  ///< where the browser comes back to
};

class TokenClient {
  public:
    /// `http` makes the DPoP proofs, where there are any.
    TokenClient(const Discovered& discovered, DpopClient& http, crypto::Random& random)
        : discovered_(discovered), http_(http), random_(random) {}

    /// Section 6.1, with the pre-authorized code. Errors "tx-code-needed" (the offer asks for one), "tx-code-unasked",
    /// "tx-code-form" (of another length, or not of digits), "grant-missing" (the offer has no such code),
    /// "token-refused" (the server's error in the detail), "token-incomplete".
    Result<AccessToken> redeem(std::string_view tx_code);

    /// Section 5: the request for these configurations; nothing is kept but what is answered. Errors "grant-missing"
    /// (the server has no such endpoint), "registration-refused", "authorization-refused".
    Result<PendingAuthorization> authorize(const WalletClient& client, const std::vector<std::string>& configurations);
    /// The query that the browser came back with, and the token for its code. Errors "authorization-state" (not an
    /// answer to our question), "authorization-issuer" (RFC 9207: another server answers), "authorization-denied",
    /// "authorization-code-missing", and those of redeem.
    Result<AccessToken> returned(std::string_view query, const PendingAuthorization& pending);

    /// RFC 6749 section 6: a new token for the one that has ended, with all that it was for. `client_id`: under which
    /// it was granted; empty: an anonymous wallet. Errors "grant-missing" (nothing to have one for), and those of
    /// redeem.
    Result<AccessToken> refresh(const AccessToken& ended, const std::string& client_id);

  private:
    Result<std::string> client_id(const WalletClient& client);
    Result<std::string> push(const std::vector<std::pair<std::string, std::string>>& parameters);
    Result<AccessToken> ask_token(const std::vector<std::pair<std::string, std::string>>& parameters);

    const Discovered& discovered_;
    DpopClient& http_;
    crypto::Random& random_;
};

/// `error` and `error_description` of an answer, in the words of the other side, for the detail of an Error.
std::string reason_of(const net::FetchReply& reply);
/// Whether a text is what an offer's tx_code may be. Errors as of redeem.
Result<void> check_tx_code(const vc::oid4vci::CredentialOffer& offer, std::string_view tx_code);

}  // namespace blason::service::receiver
