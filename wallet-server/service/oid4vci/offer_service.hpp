// Credential offers of an organisation: made, shown, taken by a pre-authorized code, followed, decided and withdrawn.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/oid4vci/offer.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/oauth/grant_service.hpp"
#include "wallet-server/service/oid4vci/offer_request.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service::oid4vci {

inline constexpr std::int64_t kMostTries = 5;  ///< of a transaction code

/// An offer as its issuer sees it.
struct Offer {
    std::string org;
    std::string id;  ///< 128 random bits: who knows it can have the offer itself
    /// "offered", "taken", "waiting" (for approval), "issued", "accepted", "failed", "withdrawn", "expired".
    std::string state;
    std::string approval;  ///< "none", "wanted", "granted", "denied"
    std::string reason;    ///< why it failed; may be empty
    Instant created;
    Instant expires;
    OfferDocument document;

    /// Whether a wallet can take it now.
    [[nodiscard]] bool is_open() const { return state == "offered"; }
    /// Whether a wallet has asked, and the issuer decides.
    [[nodiscard]] bool waits() const { return state == "waiting"; }
    /// Whether what waited will never come.
    [[nodiscard]] bool is_denied() const { return approval == "denied" || state == "withdrawn" || state == "failed"; }
};

struct MadeOffer {
    Offer offer;
    std::string tx_code;  ///< shown this once; empty: none
};

/// What a wallet shows for a pre-authorized code.
struct PreAuthorizedExchange {
    std::string org;  ///< whose authorization server is asked
    std::string code;
    std::string tx_code;
    std::string client;                   ///< empty: it did not say who it is
    bool registered = true;               ///< else `client` is what it calls itself
    std::string instance;                 ///< oauth::Client::instance
    std::string jkt;                      ///< thumbprint of the key of the DPoP proof; empty: none came
    bool may_refresh = false;             ///< the client can use a refresh token
    oauth::AuthorizationDetails details;  ///< what was asked for, of all that is offered; empty: everything
};

class OfferService : public oauth::OffersToConsentTo {
  public:
    OfferService(IssuerService& issuers, oauth::GrantService& grants, KeyStore& keys, storage::Store& store,
                 const PublicUrls& urls, Clock clock, crypto::Random& random)
        : issuers_(issuers),
          grants_(grants),
          keys_(keys),
          store_(store),
          urls_(urls),
          clock_(std::move(clock)),
          random_(random) {}

    /// Errors "issuer-not-found", "achievement-not-found", "exists" (Conflict: an offer of the given id), and those of
    /// issuing such a badge.
    Result<MadeOffer> make(NewOffer request, const Actor& actor);
    Result<Offer> offer(std::string_view org, std::string_view id);  ///< error "offer-not-found"
    Result<std::vector<Offer>> offers(std::string_view org, std::size_t limit);
    /// The offer that a wallet reads.
    [[nodiscard]] vc::oid4vci::CredentialOffer wire_form(const Offer& offer) const;
    /// Where it is read, for a link by reference.
    [[nodiscard]] std::string address(const Offer& offer) const;

    /// It counts once, and only with the right transaction code, which may be tried five times. Errors of RFC 6749
    /// section 5.2, as OpenID4VCI 1.0 section 6.3 uses them: "invalid_request" (a transaction code is missing, or not
    /// expected), "invalid_grant".
    Result<oauth::Tokens> exchange(const PreAuthorizedExchange& request, const Actor& actor);

    Result<bool> comes_later(std::string_view org, std::string_view issuer_state) override;
    /// The kind of code that check_typed wants, for the page where people consent; nothing: none.
    Result<std::optional<vc::oid4vci::TxCode>> asks_to_type(std::string_view org, std::string_view issuer_state);
    /// The tries are those of the pre-authorized code, too.
    Result<void> check_typed(std::string_view org, std::string_view issuer_state, std::string_view typed,
                             const Actor& actor) override;

    /// What waits for approval is issued when it is fetched next, or never. Errors "offer-not-found", "offer-state"
    /// (Conflict: nothing waits for a decision).
    Result<void> decide(std::string_view org, std::string_view id, bool granted, const Actor& actor);
    /// Nobody can take it any more. Errors "offer-not-found", "offer-state" (Conflict: it was issued).
    Result<void> withdraw(std::string_view org, std::string_view id, const Actor& actor);

  private:
    [[nodiscard]] std::string code_of(std::string_view org, std::string_view id) const;
    [[nodiscard]] std::string hash_of_typed(std::string_view id, std::string_view typed) const;
    std::string new_tx_code(const vc::oid4vci::TxCode& kind);
    Result<void> check_tx_code(const Offer& offer, std::string_view typed, const Actor& actor);
    Result<Offer> read(const storage::OfferRow& row) const;

    IssuerService& issuers_;
    oauth::GrantService& grants_;
    KeyStore& keys_;
    storage::Store& store_;
    const PublicUrls& urls_;
    Clock clock_;
    crypto::Random& random_;
};

}  // namespace blason::service::oid4vci
