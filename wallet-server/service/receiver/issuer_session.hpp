// One wallet's dealings with one issuer over an offer: token, credentials, notifications. What has to outlive it is in
// the Receiving.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/service/receiver/credential_client.hpp"
#include "wallet-server/service/receiver/receiving.hpp"

namespace blason::service::receiver {

struct Tools {
    net::HttpClient& client;
    vc::Environment environment;
    Clock clock;
    crypto::Random& random;
};

/// What the holder brings: keys, and a place for credentials.
struct Holding {
    /// A key of one of these types, the first being the best.
    std::function<Result<std::shared_ptr<const crypto::Signer>>(const std::vector<crypto::KeyType>&)> key;
    /// Verifies a credential and keeps it; the name it has then. Error: it is not kept.
    std::function<Result<std::string>(const std::string& credential)> keep;
    std::size_t copies = 1;  ///< of each credential, every one with a key of its own
};

class IssuerSession {
  public:
    /// Errors of parse_key_file, for a DPoP key that cannot be read. `receiving` and `tools` must outlive it.
    static Result<std::unique_ptr<IssuerSession>> open(Receiving& receiving, const Tools& tools);

    /// The token, by the offer's code. Errors of TokenClient::redeem.
    Result<void> redeem(std::string_view tx_code);
    /// The address for the browser. Errors of TokenClient::authorize.
    Result<std::string> authorize(const WalletClient& client);
    /// Errors of TokenClient::returned.
    Result<void> returned(std::string_view query);

    /// Asks for all that was chosen: what is delivered is checked, kept and named in `received`; what comes later
    /// stands in `awaited`. The issuer is told how it went, as far as it listens. Errors of CredentialClient::request,
    /// check_delivered and Holding.
    Result<void> collect(const Holding& holding);
    /// Asks for what is awaited and due.
    Result<void> fetch(const Holding& holding);

  private:
    IssuerSession(Receiving& receiving, const Tools& tools, std::unique_ptr<crypto::Signer> key)
        : receiving_(receiving),
          tools_(tools),
          key_(std::move(key)),
          http_(tools.client, key_.get(), tools.clock, tools.random) {}

    TokenClient tokens() { return {receiving_.discovered, http_, tools_.random}; }
    CredentialClient credentials() {
        return {receiving_.discovered, *receiving_.token, http_, tools_.environment, tools_.clock, tools_.random};
    }
    Result<void> ask(const std::string& configuration, const Holding& holding);
    /// Section 9: with a new access token where the old one has ended.
    Result<Delivered> deferred(const std::string& transaction);
    Result<void> take(const Delivered& delivered, const std::string& configuration,
                      const std::vector<std::string>& holders, const Holding& holding);

    Receiving& receiving_;
    const Tools& tools_;
    std::unique_ptr<crypto::Signer> key_;  ///< of DPoP; nullptr: none
    DpopClient http_;
};

}  // namespace blason::service::receiver
