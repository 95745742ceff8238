// Exchanges for wallets of OpenID: a step that issues a badge is a credential offer (OpenID4VCI 1.0), and one that asks
// for credentials a request for presentations (OpenID4VP 1.0). Both are made when a wallet comes for them, once for
// each step, and count together with the exchange (service/exchange_tie.hpp).
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "vc/oid4vci/offer.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/oid4vci/offer_service.hpp"
#include "wallet-server/service/oid4vp/verifier.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"

namespace blason::service::vcalm {

class OpenIdDoors {
  public:
    /// A request for presentations lasts at most that long; wallets that come later get the next one.
    static constexpr std::int64_t kRequestLifetime = 3600;  ///< seconds

    OpenIdDoors(ExchangeService& exchanges, oid4vci::OfferService& offers, oid4vp::Verifier& verifier,
                const KeyStore& keys, Clock clock)
        : exchanges_(exchanges), offers_(offers), verifier_(verifier), keys_(keys), clock_(std::move(clock)) {}

    /// Errors "exchange-not-found", "offer-not-found" (NotFound: nothing is offered now, or it was taken), and those of
    /// OfferService::make.
    Result<vc::oid4vci::CredentialOffer> offer(const ExchangePlace& place, const Actor& actor);
    /// The signed request object. Errors "exchange-not-found", "request-unknown" (NotFound: nothing is asked now, or it
    /// was answered), and those of Verifier::ask.
    Result<std::string> request_object(const ExchangePlace& place, const Actor& actor);

  private:
    [[nodiscard]] std::string id_of(std::string_view purpose, const std::string& what) const;

    ExchangeService& exchanges_;
    oid4vci::OfferService& offers_;
    oid4vp::Verifier& verifier_;
    const KeyStore& keys_;
    Clock clock_;
};

}  // namespace blason::service::vcalm
