// Who a client is: one way of showing it for each client, the one it registered.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wallet-server/service/context.hpp"
#include "wallet-server/service/oauth/client_attestation.hpp"
#include "wallet-server/service/oauth/client_service.hpp"
#include "wallet-server/service/oauth/server_nonce.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service::oauth {

/// What a request shows of its client: one of secret, assertion and attestation, or nothing but the name.
struct ClientProof {
    std::string id;                     ///< client_id, or the user of Basic; may be empty with an assertion
    std::optional<std::string> secret;  ///< of Basic
    std::string assertion;              ///< client_assertion
    std::optional<AttestedRequest> attestation;
    std::string server = {};    ///< issuer identifier of the authorization server, which proofs are made for
    std::string endpoint = {};  ///< the address that was called: an assertion may be made for it
};

class ClientAuthentication {
  public:
    ClientAuthentication(ClientService& clients, storage::Store& store, WalletProviders providers, Clock clock,
                         crypto::Random& random)
        : clients_(clients),
          store_(store),
          providers_(std::move(providers)),
          clock_(std::move(clock)),
          challenges_(random, "client attestation") {}

    /// Errors "invalid_client", "invalid_client_attestation" (Unauthorized), "use_attestation_challenge" (Refused:
    /// answer with next_challenge).
    Result<Client> authenticate(std::string_view org, const ClientProof& proof, const Actor& actor);

    [[nodiscard]] bool takes_attestations() const { return !providers_.empty(); }
    /// For proofs of attested keys; good for five minutes.
    [[nodiscard]] std::string next_challenge() const { return challenges_.make(clock_()); }

  private:
    Result<Client> by_assertion(std::string_view org, const ClientProof& proof, const Actor& actor);
    Result<Client> by_attestation(std::string_view org, const ClientProof& proof, const Actor& actor);
    /// Error "invalid_client" when the value came before.
    Result<void> use_once(std::string_view org, std::string_view kind, const std::string& value, Instant expires,
                          const Actor& actor);

    ClientService& clients_;
    storage::Store& store_;
    WalletProviders providers_;
    Clock clock_;
    ServerNonces challenges_;
};

}  // namespace blason::service::oauth
