// What the API is mounted on: the services, and a few values of the installation. App owns them all.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "did/resolver.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/access_service.hpp"
#include "wallet-server/service/account_service.hpp"
#include "wallet-server/service/badge_host/hosts.hpp"
#include "wallet-server/service/hosted_did.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/key_rotation.hpp"
#include "wallet-server/service/oauth/authorization_service.hpp"
#include "wallet-server/service/oauth/client_authentication.hpp"
#include "wallet-server/service/oauth/client_service.hpp"
#include "wallet-server/service/oauth/dpop.hpp"
#include "wallet-server/service/oauth/grant_service.hpp"
#include "wallet-server/service/oid4vci/credential_issuer.hpp"
#include "wallet-server/service/oid4vp/holder_wallet.hpp"
#include "wallet-server/service/oid4vp/verifier.hpp"
#include "wallet-server/service/receiver/offers.hpp"
#include "wallet-server/service/status_service.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"
#include "wallet-server/service/vcalm/openid_doors.hpp"
#include "wallet-server/service/vcalm/participant.hpp"
#include "wallet-server/service/verifier_service.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::api {

struct Services {
    service::IssuerService& issuers;
    service::WalletService& wallets;
    service::VerifierService& verifier;
    service::AccessService& access;
    service::HostedDocuments& hosted;
    service::KeyRotation& rotation;
    service::StatusService& statuses;
    service::AccountService& accounts;
    service::oauth::ClientService& clients;
    service::oauth::GrantService& grants;
    service::oauth::AuthorizationService& authorizations;
    service::oauth::ClientAuthentication& authentication;
    service::oauth::DpopGuard& dpop;
    service::oid4vci::CredentialIssuer& credential_issuer;
    service::badge_host::Hosts& hosts;
    service::vcalm::ExchangeService& exchanges;
    service::vcalm::OpenIdDoors& exchange_doors;
    service::vcalm::Participant& participant;
    service::oid4vp::Verifier& presentations;
    service::oid4vp::HolderWallet& presenting;
    service::receiver::CredentialOffers& received_offers;
    did::Resolver& resolver;
    storage::Store& store;
    const service::PublicUrls& urls;
    service::Clock clock;
    bool demo = false;                     ///< everything below Admin is open
    const std::atomic<bool>& draining;     ///< the server is being stopped
    std::function<std::string()> metrics;  ///< Prometheus text
};

}  // namespace blason::api
