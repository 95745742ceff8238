// The installation: opens the data folder, and wires every seam to its implementation. The only place that knows them
// all, and the only one with a clock.
#pragma once

#include <atomic>
#include <memory>

#include "did/cache.hpp"
#include "did/universal_resolver.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/schema/published.hpp"
#include "vc/status/list_cache.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/app/context_loader.hpp"
#include "wallet-server/app/outbound.hpp"
#include "wallet-server/app/presentation_files.hpp"
#include "wallet-server/config/config.hpp"
#include "wallet-server/http/router.hpp"
#include "wallet-server/service/hosted_lists_client.hpp"
#include "wallet-server/storage/data_folder.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::app {

/// What differs between the real thing and a test.
struct Surroundings {
    service::Clock clock;
    crypto::Random* random = nullptr;
    Outbound outbound;
    crypto::Argon2Cost passphrase_cost = crypto::kModerateCost;
    crypto::Argon2Cost password_cost = crypto::kPasswordCost;
};

/// The clock of the system.
service::Clock system_clock();

class App {
  public:
    /// `config` has been through config::checked. Errors of the data folder, the store and the master key; "demo-data"
    /// (an installation of the demo is never served for real) and "production-data" (nor the other way round).
    static Result<std::unique_ptr<App>> open(const config::Config& config, Surroundings surroundings);

    [[nodiscard]] api::Services& services() { return services_; }
    /// Every page and every endpoint. The App must outlive the router.
    http::Router router();

    /// What this installation verifies with.
    vc::Environment environment();

    /// Not ready any more.
    void drain() { draining_ = true; }
    /// Where /metrics gets its text from.
    void set_metrics(std::function<std::string()> metrics) { services_.metrics = std::move(metrics); }
    /// At the first start outside the demo: writes an administrator's API key to admin.key in the data folder and
    /// returns the file's name; nothing at later starts.
    Result<std::optional<std::string>> make_first_key();

  private:
    App(const config::Config& config, Surroundings surroundings, std::unique_ptr<storage::DataFolder> folder,
        std::unique_ptr<storage::Store> store, crypto::SecretBytes master, PresentationFiles presentations);

    // In the order they need each other.
    std::unique_ptr<storage::DataFolder> folder_;
    std::unique_ptr<storage::Store> store_;
    crypto::SecretBytes master_;
    service::Clock clock_;
    crypto::Random& random_;
    Outbound outbound_;
    service::PublicUrls urls_;
    ContextLoader loader_;
    jsonld::Processor processor_;
    did::MethodResolver methods_;
    did::UniversalResolver universal_;
    did::CachingResolver cache_;
    service::KeyStore keys_;
    service::HostedDocuments hosted_;
    service::HostedResolver resolver_;
    service::ChallengeBox challenges_;
    service::KeyRotation rotation_;
    vc::status::ListCache fetched_lists_;
    vc::schema::Cache schemas_;
    service::StatusAllocator allocator_;
    service::StatusPublisher publisher_;
    service::StatusService statuses_;
    service::HostedListsClient lists_client_;
    service::IssuerService issuers_;
    service::WalletService wallets_;
    service::VerifierService verifier_;
    service::AccessService access_;
    service::AccountService accounts_;
    service::AccessTokens access_tokens_;
    service::oauth::ClientService clients_;
    service::oauth::GrantService grants_;
    service::oauth::AuthorizationService authorizations_;
    service::oauth::ClientAuthentication authentication_;
    service::oauth::DpopGuard dpop_;
    service::oid4vci::CredentialIssuer credential_issuer_;
    service::badge_host::Hosts badge_hosts_;
    service::vcalm::ExchangeService exchanges_;
    service::vcalm::Participant participant_;
    service::oid4vp::Verifier presentations_;
    service::vcalm::OpenIdDoors exchange_doors_;
    service::oid4vp::HolderWallet presenting_;
    service::receiver::CredentialOffers received_offers_;
    std::atomic<bool> draining_{false};
    api::Services services_;
    bool demo_;
};

}  // namespace blason::app
