// From a person's consent to tokens, and back: codes, access and refresh tokens, revocation (RFC 6749, 7636, 7009,
// 7662, with the rules of RFC 9700). Errors of clients have the codes of RFC 6749 section 5.2.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/service/access_token.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/oauth/access.hpp"
#include "wallet-server/service/oauth/client.hpp"
#include "wallet-server/service/oauth/offered_credentials.hpp"
#include "wallet-server/storage/grant_store.hpp"

namespace blason::service::oauth {

inline constexpr std::chrono::seconds kCodeLifetime{60};
inline constexpr std::chrono::seconds kAccessLifetime{3600};
inline constexpr std::chrono::days kRefreshLifetime{90};  ///< since the last refresh

/// A person lets a client do something.
struct Consent {
    std::string org;
    std::string account;
    std::string client;
    std::string redirect_uri;
    std::string code_challenge;         ///< S256
    Scopes scopes;                      ///< what was granted: at least one, or a detail
    AuthorizationDetails details = {};  ///< what was granted of the credentials asked for
    std::string issuer_state = {};
    std::string jkt = {};      ///< thumbprint of the DPoP key that has to come for the code; empty: any, or none
    Bytes pushed = {};         ///< PushedRequest::hash of the request, which this uses up; empty: it was not pushed
    std::string tx_code = {};  ///< what the person typed; empty: nothing
};

struct CodeExchange {
    std::string code;
    std::string redirect_uri;
    std::string code_verifier;
    std::string jkt = {};  ///< thumbprint of the key of the DPoP proof; empty: there was none
};

struct RefreshRequest {
    std::string token;
    std::string scope;     ///< of the new access token; empty for all of the grant
    std::string jkt = {};  ///< as in CodeExchange
};

struct Tokens {
    std::string access_token;
    std::string refresh_token;  ///< empty: none
    Scopes scopes;
    std::chrono::seconds expires_in{};
    AuthorizationDetails details = {};  ///< the credentials that were asked for by authorization_details
    std::string jkt = {};               ///< what the access token is bound to; empty: a bearer token
    bool offered = false;               ///< of a pre-authorized code
};

/// What a protocol of its own grants to whoever comes with its one-time value, a pre-authorized code: no person
/// signed in here.
struct Offered {
    std::string org;
    std::string client;      ///< empty: a program that did not say who it is
    bool registered = true;  ///< else `client` is what the program calls itself
    Scopes scopes;
    AuthorizationDetails details;  ///< with `identifiers`
    std::string issuer_state;      ///< for Access: what the offer calls itself
    std::string jkt;               ///< thumbprint of the key of the DPoP proof; empty: bearer tokens
    std::string instance;          ///< Client::instance
    bool refreshable = false;      ///< what is offered may come later than the access token lasts
};
struct OfferedGrant {
    storage::GrantRow row;
    Tokens tokens;                                         ///< good from when the row is stored
    std::optional<storage::RefreshTokenRow> refresh = {};  ///< to be stored with it
};

/// A grant as its owner sees it.
struct Grant {
    std::string id;
    std::string client;
    Scopes scopes;
    Instant created;
    Instant expires;
    AuthorizationDetails details = {};
};

/// What introspection says of a token that is good.
struct TokenFacts {
    std::string id;  ///< `jti`; empty for a refresh token
    std::string account;
    std::string client;
    std::string scope;
    std::optional<Instant> issued;
    Instant expires;
    std::string jkt = {};
    AuthorizationDetails details = {};
};

class GrantService {
  public:
    GrantService(storage::GrantStore& store, const AccessTokens& access_tokens, Clock clock, crypto::Random& random);

    /// The credential issuer beside us: what has to be typed for its offers is asked for, and tokens for what comes
    /// later can be refreshed. To be called before the server starts.
    void join(OffersToConsentTo& offers) { offers_ = &offers; }

    /// The code for the redirection. Errors (Refused) "request-used" when the pushed request was used before, "tx-code"
    /// when it is for an offer and not what has to be typed for it.
    Result<std::string> approve(const Consent& consent, const Actor& actor);

    /// Error "invalid_grant" for everything wrong with the code. A code counts once: a second use, like a wrong
    /// verifier, redirect_uri or DPoP key, ends the grant with all its tokens.
    Result<Tokens> exchange(const Client& client, const CodeExchange& request, const Actor& actor);
    /// Every refresh token counts once; a second use ends the grant with all its tokens. Once bound to a DPoP key,
    /// tokens stay bound: of a public client to that key (RFC 9449 section 5), of others to the one that comes; and of
    /// an attested client to the key of its instance. `client` without an id: a program that did not say who it is, for
    /// the grants of such. Errors "invalid_grant", "invalid_scope".
    Result<Tokens> refresh(const Client& client, const RefreshRequest& request, const Actor& actor);
    /// A grant and its access token for what was offered. The caller stores the row in the transaction that uses up the
    /// one-time value (storage::insert_grant); before, the token is worth nothing.
    OfferedGrant offered(const Offered& offered);

    /// Ends the grant of an access or refresh token. A token nobody knows is no error; error "invalid_grant" for one of
    /// another client.
    Result<void> revoke(const Client& client, std::string_view token, const Actor& actor);
    /// Nothing for a token that is not good, or not this client's.
    Result<std::optional<TokenFacts>> introspect(const Client& client, std::string_view token);

    /// What whoever has the token may do now: with Access::jkt only together with a proof of that key. Error
    /// "invalid_token" (Unauthorized).
    Result<Access> check(std::string_view access_token);

    /// The latest first.
    Result<std::vector<Grant>> grants_of(std::string_view org, std::string_view account);
    /// Error "grant-not-found" for a grant of somebody else, too.
    Result<void> withdraw(std::string_view org, std::string_view account, std::string_view grant, const Actor& actor);

  private:
    Result<bool> may_refresh(const Client& client, const storage::GrantRow& grant, const Scopes& scopes);
    std::string new_refresh_token(storage::RefreshTokenRow& row, const storage::GrantRow& grant, Instant now);
    /// Whose token it is, good or not; nothing for a text nobody knows.
    Result<std::optional<storage::GrantRow>> grant_behind(std::string_view org, std::string_view token);
    std::string write_access_token(const storage::GrantRow& grant, const std::string& scope, const std::string& jkt,
                                   Instant now);

    storage::GrantStore& store_;
    const AccessTokens& access_tokens_;
    Clock clock_;
    crypto::Random& random_;
    OffersToConsentTo* offers_ = nullptr;  ///< nullptr: nothing is offered here
};

/// Whether the verifier is the one the challenge was made of (RFC 7636 section 4.6, S256). Besides the characters of
/// the RFC, "=", "/" and "+" are taken, because the example of Open Badges 3.0 has them.
bool fits_challenge(std::string_view verifier, std::string_view challenge);

}  // namespace blason::service::oauth
