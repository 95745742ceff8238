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
    std::string code_challenge;  ///< S256
    Scopes scopes;               ///< what was granted: at least one
};

struct CodeExchange {
    std::string code;
    std::string redirect_uri;
    std::string code_verifier;
};

struct Tokens {
    std::string access_token;
    std::string refresh_token;  ///< empty: none
    Scopes scopes;
    std::chrono::seconds expires_in{};
};

/// A grant as its owner sees it.
struct Grant {
    std::string id;
    std::string client;
    Scopes scopes;
    Instant created;
    Instant expires;
};

/// What introspection says of a token that is good.
struct TokenFacts {
    std::string id;  ///< `jti`; empty for a refresh token
    std::string account;
    std::string client;
    std::string scope;
    std::optional<Instant> issued;
    Instant expires;
};

class GrantService {
  public:
    GrantService(storage::GrantStore& store, const AccessTokens& access_tokens, Clock clock, crypto::Random& random);

    /// The code for the redirection.
    Result<std::string> approve(const Consent& consent, const Actor& actor);

    /// Error "invalid_grant" for everything wrong with the code. A code counts once: a second use, like a wrong
    /// verifier or redirect_uri, ends the grant with all its tokens.
    Result<Tokens> exchange(const Client& client, const CodeExchange& request, const Actor& actor);
    /// Every refresh token counts once; a second use ends the grant with all its tokens. `scope`: of the new access
    /// token; empty for all of the grant. Errors "invalid_grant", "invalid_scope".
    Result<Tokens> refresh(const Client& client, std::string_view token, std::string_view scope, const Actor& actor);

    /// Ends the grant of an access or refresh token. A token nobody knows is no error; error "invalid_grant" for one of
    /// another client.
    Result<void> revoke(const Client& client, std::string_view token, const Actor& actor);
    /// Nothing for a token that is not good, or not this client's.
    Result<std::optional<TokenFacts>> introspect(const Client& client, std::string_view token);

    /// What a bearer of the token may do now. Error "invalid_token" (Unauthorized).
    Result<Access> check(std::string_view access_token);

    /// The latest first.
    Result<std::vector<Grant>> grants_of(std::string_view org, std::string_view account);
    /// Error "grant-not-found" for a grant of somebody else, too.
    Result<void> withdraw(std::string_view org, std::string_view account, std::string_view grant, const Actor& actor);

  private:
    /// Whose token it is, good or not; nothing for a text nobody knows.
    Result<std::optional<storage::GrantRow>> grant_behind(std::string_view org, std::string_view token);
    std::string write_access_token(const storage::GrantRow& grant, const std::string& scope, Instant now);

    storage::GrantStore& store_;
    const AccessTokens& access_tokens_;
    Clock clock_;
    crypto::Random& random_;
};

/// Whether the verifier is the one the challenge was made of (RFC 7636 section 4.6, S256). Besides the characters of
/// the RFC, "=", "/" and "+" are taken, because the example of Open Badges 3.0 has them.
bool fits_challenge(std::string_view verifier, std::string_view challenge);

}  // namespace blason::service::oauth
