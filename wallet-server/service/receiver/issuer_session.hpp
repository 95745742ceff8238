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

/// A key of the holder, and the name by which they find it again.
struct HolderKey {
    std::string name;
    std::shared_ptr<const crypto::Signer> signer;
};

/// What the holder brings: keys, and a place for credentials.
struct Holding {
    /// A key of one of these types, the first being the best.
    std::function<Result<HolderKey>(const std::vector<crypto::KeyType>&)> key;
    /// The key that was shown in a try before, by its name.
    std::function<Result<HolderKey>(const std::string& name)> same_key;
    /// Verifies a credential and keeps it; the name it has then. Error: it is not kept.
    std::function<Result<std::string>(const std::string& credential)> keep;
    /// Keeps the Receiving as it is: called before the issuer is asked for what it gives only once, so that the token
    /// and the keys are not lost with the answer.
    std::function<Result<void>()> remember;
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

    /// Asks for all that was chosen and is not answered yet: what is delivered is checked, kept and named in
    /// `received`; what comes later stands in `awaited`. The issuer is told how it went, as far as it listens. Errors
    /// "batch-too-large" (more copies than the issuer gives), of CredentialClient::request, check_delivered and
    /// Holding.
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
    Result<void> show_keys(CredentialWish& wish, std::vector<std::string>& holders, const Holding& holding);
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
