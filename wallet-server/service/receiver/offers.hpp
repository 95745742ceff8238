// Offers of credential issuers in the wallets of this installation: looked at, then taken; by a code, or through the
// issuer's consent page; at once, or fetched later. What is delivered is verified before it is kept, and the issuer is
// told how it went.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/service/one_at_a_time.hpp"
#include "wallet-server/service/receiver/issuer_session.hpp"
#include "wallet-server/service/receiver/offer_view.hpp"
#include "wallet-server/service/receiver/plan.hpp"
#include "wallet-server/service/receiver/receiving.hpp"
#include "wallet-server/service/sealed_records.hpp"
#include "wallet-server/service/wallet_service.hpp"
#include "wallet-server/storage/holder_key_store.hpp"

namespace blason::service::receiver {

struct Wallet {
    std::string org;
    std::string holder;
};

struct Acceptance {
    std::string tx_code;
    Wish wish;
    bool own_keys = false;   ///< a new key for each credential, instead of the wallet's where the issuer takes that
    std::size_t copies = 1;  ///< of each, every one with a key of its own (batch); at most 16
};

/// Errors of every call: "holder-not-found", "offer-not-found" (NotFound), "offer-busy" (Conflict), and those of the
/// store.
class CredentialOffers {
  public:
    /// `client`: nullptr when nothing may be fetched.
    CredentialOffers(storage::Store& store, const crypto::SecretBytes& master, WalletService& wallets, KeyStore& keys,
                     const PublicUrls& urls, net::HttpClient* client, Clock clock, crypto::Random& random,
                     const vc::Environment& environment)
        : store_(store),
          records_(store, storage::Sealed::ReceivedOffer, "received offers", "offer", master, random),
          wallets_(wallets),
          keys_(keys),
          urls_(urls),
          client_(client),
          clock_(std::move(clock)),
          random_(random),
          environment_(environment) {}

    /// Finds out what is offered by whom; nothing is asked for yet. Errors of discover, "offers-full" (Conflict).
    Result<OfferView> add(const Wallet& wallet, std::string_view offer, const Actor& actor);
    Result<std::vector<OfferView>> list(const Wallet& wallet);
    Result<OfferView> view(const Wallet& wallet, std::string_view id);
    /// Takes it: with the offer's code, or by sending the browser to the issuer's server
    /// (OfferView::authorization_url). Errors of choose, of TokenClient and CredentialClient;
    /// "credential-not-verified", and those of check_delivered. After an error the offer can be accepted again, as far
    /// as the issuer allows: what was received stays, and the rest is asked for with the keys of the try before.
    Result<OfferView> accept(const Wallet& wallet, std::string_view id, const Acceptance& acceptance,
                             const Actor& actor);
    /// The browser is back, with this query; `browser`: its cookie. Errors "authorization-state",
    /// "authorization-browser", and those of accept.
    Result<OfferView> returned(std::string_view query, std::string_view browser, const Actor& actor);
    /// Asks for what comes later, before its time for nothing, and for the rest of what was not answered. Errors as of
    /// accept.
    Result<OfferView> fetch(const Wallet& wallet, std::string_view id, const Actor& actor);
    Result<void> forget(const Wallet& wallet, std::string_view id, const Actor& actor);

  private:
    struct Open {
        storage::SealedRow row;
        Receiving receiving;
    };

    static Result<Open> open(const SealedRecord& record);
    Result<Open> open(const Wallet& wallet, std::string_view id);
    Result<OfferView> save(Open& open);
    /// Runs `work(IssuerSession&)`, keeps what came of it, and what went wrong.
    template <typename Work>
    Result<OfferView> with_session(Open& open, const Work& work);
    Holding holding_of(const Wallet& wallet, Open& open, const Actor& actor);
    Result<HolderKey> key_for(const Wallet& wallet, const std::vector<crypto::KeyType>& types, bool own_key,
                              const Actor& actor);
    Result<HolderKey> key_named(const Wallet& wallet, const std::string& name);

    storage::HolderKeyStore& store_;
    SealedRecords records_;
    WalletService& wallets_;
    KeyStore& keys_;
    const PublicUrls& urls_;
    net::HttpClient* client_;
    Clock clock_;
    crypto::Random& random_;
    vc::Environment environment_;
    OneAtATime offers_;  ///< a code counts once: two answers to one offer would spoil each other
};

}  // namespace blason::service::receiver
