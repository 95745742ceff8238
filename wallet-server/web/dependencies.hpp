// What the pages need from outside; App owns all of it and it outlives the pages.
#pragma once

#include <functional>

#include "engine/crypto/random.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/account_service.hpp"
#include "wallet-server/service/badge_host/hosts.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/oauth/authorization_service.hpp"
#include "wallet-server/service/oauth/client_service.hpp"
#include "wallet-server/service/oauth/grant_service.hpp"
#include "wallet-server/service/oid4vci/offer_service.hpp"
#include "wallet-server/service/oid4vp/holder_wallet.hpp"
#include "wallet-server/service/oid4vp/verifier.hpp"
#include "wallet-server/service/receiver/offers.hpp"
#include "wallet-server/service/status_service.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"
#include "wallet-server/service/vcalm/participant.hpp"
#include "wallet-server/service/verifier_service.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::web {

struct PageDependencies {
    service::IssuerService& issuers;
    service::WalletService& wallets;
    service::VerifierService& verifier;
    service::StatusService& statuses;
    service::AccountService& accounts;
    service::oauth::ClientService& clients;
    service::oauth::GrantService& grants;
    service::badge_host::Hosts& hosts;
    service::oauth::AuthorizationService& authorizations;
    service::vcalm::ExchangeService& exchanges;
    service::vcalm::Participant& participant;
    service::oid4vci::OfferService& offers;
    service::oid4vp::Verifier& presentations;
    service::oid4vp::HolderWallet& presenting;
    service::receiver::CredentialOffers& received_offers;
    const service::PublicUrls& urls;
    service::Clock clock;
    crypto::Random& random;
    net::HttpClient* client = nullptr;  ///< for badges given by their address; nullptr: nothing is fetched
    bool demo = false;                  ///< issuing and the demo wallet are open to everybody
};

/// What a page does is written into the audit rows as this.
inline service::Actor page_actor(const http::Request& request) {
    return {"page", request.request_id};
}

}  // namespace blason::web
