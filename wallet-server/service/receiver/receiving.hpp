// An offer on its way into a wallet, as one value that outlives a request: what was found out, the key and the token.
// It holds secrets, so it is kept sealed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/service/receiver/token_client.hpp"

namespace blason::service::receiver {

/// Credentials that come later.
struct Awaited {
    std::string configuration;
    std::string transaction;
    Instant not_before;                ///< asking earlier makes no sense
    std::vector<std::string> holders;  ///< the did:key of each key that was shown
};

struct Receiving {
    Discovered discovered;
    std::string dpop_key;             ///< private JWK; empty: nothing is bound to a key
    std::vector<std::string> chosen;  ///< configurations that were asked for and have not been answered
    bool own_keys = false;            ///< a new key for each credential
    std::size_t copies = 1;           ///< of each, every one with a key of its own
    /// Names of the keys that were shown for the first of `chosen`. Its answer may have been lost, and an issuer gives
    /// a credential once: it is asked for again with these, and no others.
    std::vector<std::string> keys;
    std::optional<PendingAuthorization> pending;  ///< the browser is away
    std::string client_id;                        ///< after an authorization request; empty: an anonymous wallet
    std::optional<AccessToken> token;
    std::vector<Awaited> awaited;
    std::vector<std::string> received;  ///< ids within the wallet
    std::string failure;                ///< an error's code and sentence, for people; empty: none

    /// Whether all that was chosen has been answered; it may still be awaited.
    [[nodiscard]] bool is_answered() const { return token.has_value() && chosen.empty(); }
};
/// The beginning: what was found out, and nothing asked for.
Receiving receiving_of(Discovered discovered);

std::string to_text(const Receiving& receiving);
/// Error "receiving-unreadable".
Result<Receiving> receiving_from_text(std::string_view text);

/// A new DPoP key where the server takes proofs of a type we make (ES256, EdDSA); empty: it does not.
Result<std::string> new_dpop_key(const AuthorizationServer& server, crypto::Random& random);

}  // namespace blason::service::receiver
