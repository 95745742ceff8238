// Clients: they register themselves (RFC 7591) and show their secret afterwards.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/oauth/client.hpp"
#include "wallet-server/service/oauth/offered_credentials.hpp"
#include "wallet-server/service/throttle.hpp"
#include "wallet-server/storage/grant_store.hpp"

namespace blason::service::oauth {

struct Registration {
    Client client;
    std::string secret;  ///< shown this once; empty: the client authenticates otherwise
};

class ClientService {
  public:
    static constexpr std::int64_t kMostUnused = 10'000;  ///< clients nobody ever consented to

    ClientService(storage::GrantStore& store, const MetadataRules& rules, Clock clock, crypto::Random& random);

    /// The credential issuer beside us, whose scopes wallets register for. To be called before the server starts.
    void offer(OfferedCredentials& offered) { offered_ = &offered; }

    /// `address`: of who asks; a few registrations a minute from each, and from all. Nothing is fetched. Errors of
    /// read_client_metadata, "too-many-requests", "issuer-not-found".
    Result<Registration> register_client(std::string_view org, const json::Value& request, const std::string& address,
                                         const Actor& actor);
    Result<Client> client(std::string_view org, std::string_view id);  ///< error "client-not-found"
    /// The client a wallet provider vouches for; kept when it comes for the first time. Error "invalid_client" when the
    /// name is another client's, or longer than 128 bytes.
    Result<Client> attested(std::string_view org, std::string_view id, const Actor& actor);
    /// Whether an attested client, which registered no address, may be answered at this one.
    [[nodiscard]] bool may_redirect_to(std::string_view uri) const { return is_redirect_uri(uri, rules_); }
    /// Error "invalid_client" (Unauthorized), the same for an unknown client, a wrong secret, and a client without one.
    Result<Client> authenticate(std::string_view org, std::string_view id, std::string_view secret);

  private:
    /// What the request may name.
    Result<MetadataRules> rules_for(std::string_view org, const json::Value& request);

    storage::GrantStore& store_;
    MetadataRules rules_;
    OfferedCredentials* offered_ = nullptr;
    Clock clock_;
    crypto::Random& random_;
    Throttle addresses_{{30, std::chrono::seconds(60)}};
    Throttle everybody_{{300, std::chrono::seconds(10)}};
};

}  // namespace blason::service::oauth
