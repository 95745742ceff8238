// The endpoints where wallets get what they were offered: credential, deferred credential, notification (OpenID4VCI 1.0
// sections 8, 9, 11). One configuration of an offer is issued once, to the keys that came first: who asks again with
// the same keys gets the same credentials, because answers get lost on the way.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "vc/oid4vci/request.hpp"
#include "vc/oid4vci/response.hpp"
#include "wallet-server/service/account_service.hpp"
#include "wallet-server/service/oauth/access.hpp"
#include "wallet-server/service/oid4vci/catalogue.hpp"
#include "wallet-server/service/oid4vci/offer_service.hpp"
#include "wallet-server/service/oid4vci/proof_checker.hpp"
#include "wallet-server/service/throttle.hpp"

namespace blason::service::oid4vci {

inline constexpr std::int64_t kDeferredInterval = 5;  ///< seconds between two questions

/// Who asks, under which address, and in whose words.
struct Asking {
    const oauth::Access& access;
    std::string credential_issuer;
    vc::oid4vci::Edition edition = vc::oid4vci::Edition::Final;
};

class Issuance {
  public:
    Issuance(IssuerService& issuers, OfferService& offers, Catalogue& catalogue, ProofChecker& proofs, KeyStore& keys,
             AccountService& accounts, storage::Store& store, Clock clock, crypto::Random& random)
        : issuers_(issuers),
          offers_(offers),
          catalogue_(catalogue),
          proofs_(proofs),
          keys_(keys),
          accounts_(accounts),
          store_(store),
          clock_(std::move(clock)),
          random_(random) {}

    /// Errors of section 8.3.1.2, and "insufficient_scope" (Forbidden) for a token that is not for this credential.
    Result<vc::oid4vci::CredentialResponse> issue(const vc::oid4vci::CredentialRequest& request, const Asking& asking,
                                                  const Actor& actor);
    /// Errors "invalid_transaction_id", "credential_request_denied", "too-many-requests" (Unavailable: asked again
    /// before the interval was over).
    Result<vc::oid4vci::CredentialResponse> fetch(const vc::oid4vci::DeferredRequest& request, const Asking& asking,
                                                  const Actor& actor);
    /// In whose words was asked for what comes with this transaction; the final ones for what is no transaction.
    [[nodiscard]] vc::oid4vci::Edition edition_of(std::string_view transaction) const;
    /// The same notification again changes nothing. Error "invalid_notification_id".
    Result<void> note(const vc::oid4vci::Notification& notification, const oauth::Access& access, const Actor& actor);

    ProofChecker& proofs() { return proofs_; }

    /// Where offers that are part of an exchange are issued with it; it must outlive this.
    void join(TiedExchanges& exchanges) { exchanges_ = &exchanges; }

  private:
    /// What a request is about, once that is known.
    struct Wanted {
        Offer offer;
        Configuration configuration;
        vc::oid4vci::CredentialConfiguration described;
    };
    Result<Wanted> wanted(const vc::oid4vci::CredentialRequest& request, const Asking& asking);
    Result<vc::oid4vci::CredentialConfiguration> configuration_of(const vc::oid4vci::CredentialRequest& request,
                                                                  const oauth::Access& access, const Offer& offer);
    Result<vc::oid4vci::CredentialConfiguration> described(std::string_view org, const std::string& id);
    Result<void> check_recipient(const Offer& offer, const IssueBadge& order, const std::vector<BindingKey>& keys,
                                 const oauth::Access& access);
    Result<std::vector<IssueBadge>> badges(const Wanted& wanted, const std::vector<BindingKey>& keys);
    Result<vc::oid4vci::CredentialResponse> issue_in_exchange(const Wanted& wanted, const CheckedProofs& proofs,
                                                              storage::IssuanceRow row, const Asking& asking,
                                                              const Actor& actor);
    Result<vc::oid4vci::CredentialResponse> again(const storage::IssuanceRow& before, const CheckedProofs& proofs,
                                                  const Asking& asking);
    Result<vc::oid4vci::CredentialResponse> answer(const storage::IssuanceRow& row,
                                                   const std::vector<StoredCredential>& credentials) const;
    [[nodiscard]] vc::oid4vci::CredentialResponse later(const storage::IssuanceRow& row,
                                                        vc::oid4vci::Edition edition) const;
    static IssueBadge bound_to(IssueBadge order, const Wanted& wanted, const BindingKey& key);
    [[nodiscard]] std::string handle(std::string_view purpose, std::string_view issuance) const;
    Result<storage::IssuanceRow> by_handle(std::string_view purpose, std::string_view text,
                                           const oauth::Access& access);

    IssuerService& issuers_;
    OfferService& offers_;
    Catalogue& catalogue_;
    ProofChecker& proofs_;
    KeyStore& keys_;
    AccountService& accounts_;
    storage::Store& store_;
    Clock clock_;
    crypto::Random& random_;
    TiedExchanges* exchanges_ = nullptr;  ///< nullptr: such offers are not issued
    Throttle asked_{{1, std::chrono::seconds(kDeferredInterval)}};
};

}  // namespace blason::service::oid4vci
