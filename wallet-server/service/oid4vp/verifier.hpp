// The verifier's side of OpenID4VP 1.0: asks for presentations, judges what wallets answer, and keeps what came of it.
// A request and its nonce count once: in the transaction that keeps the answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "vc/environment.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/oid4vp/presentation_request.hpp"
#include "wallet-server/service/oid4vp/verifier_key.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service::oid4vp {

class Verifier {
  public:
    static constexpr std::chrono::seconds kSameDevice{300};
    static constexpr std::chrono::seconds kOtherDevice{120};
    static constexpr std::chrono::seconds kLongest{3600};
    static constexpr std::chrono::seconds kCodeLifetime{60};

    struct Parts {
        storage::Store& store;
        IssuerService& issuers;
        KeyStore& keys;
        const crypto::SecretBytes& master;  ///< must outlive the verifier
        const PublicUrls& urls;
        Clock clock;
        crypto::Random& random;
        vc::Environment environment;
        std::shared_ptr<const VerifierCertificate> certificate{};  ///< nullptr: the issuers' keys sign their own
    };
    explicit Verifier(Parts parts) : parts_(std::move(parts)) {}

    /// Errors "issuer-not-found", "lifetime" (pointer /expiresIn), those of identity_of and of
    /// vc::oid4vp::write_request (pointers into the parameters of the request).
    Result<PresentationRequest> ask(const NewPresentationRequest& request, const Actor& actor);
    /// What became of it. The answer of a request for the same device is given to the browser that asked, see collect.
    /// Error "request-not-found".
    Result<PresentationRequest> find(std::string_view org, std::string_view id);
    /// The latest first, as `find` shows each.
    Result<std::vector<PresentationRequest>> list(std::string_view org, std::size_t limit);
    /// The answer, once, for the browser that asked (`session`) and came back with the response code. Errors
    /// "request-not-found", "response-code" (Forbidden: another browser, another code, used or older than a minute).
    Result<PresentationRequest> collect(std::string_view org, std::string_view id, std::string_view session,
                                        std::string_view code, const Actor& actor);

    // For wallets, who know a request by its handle. Error "request-unknown" (NotFound): none, expired or answered.

    /// The request object, fetched as often as the wallet likes. `fetched`: how; error "request-method" (a request that
    /// is fetched in the other way, or stands in its link), "wallet-nonce" (not 1 to 512 characters).
    Result<std::string> request_object(std::string_view handle, vc::oid4vp::FetchMethod fetched,
                                       std::string_view wallet_nonce);
    /// The same by the id that the verifier knows it by, of one that is fetched by GET. Errors "request-not-found",
    /// "request-unknown".
    Result<std::string> object_of(std::string_view org, std::string_view id);
    /// The link that opens a wallet.
    Result<std::string> link(std::string_view handle);

    struct Accepted {
        std::string redirect_uri;  ///< where the wallet sends the browser; empty: nowhere
    };
    /// A posted answer. Errors "invalid_response" and those of judge; "state-mismatch"; "request-unknown" when another
    /// answer was faster; those of TiedExchanges::presented.
    Result<Accepted> answer(std::string_view handle, const text::FormFields& fields, const Actor& actor);

    /// Where requests that are part of an exchange are answered with it; it must outlive this.
    void join(TiedExchanges& exchanges) { exchanges_ = &exchanges; }

  private:
    struct Open {
        storage::PresentationRequestRow row;
        KeptRequest kept;
    };
    /// The parameters that the wallet gets, into `kept`, and the key there that its answer is encrypted for. `wire`
    /// says who asks and where answers go.
    Result<void> write(const NewPresentationRequest& request, vc::oid4vp::NewRequest wire, KeptRequest& kept);
    Result<KeptRequest> unsealed(const storage::PresentationRequestRow& row);
    Result<Open> open(std::string_view handle);
    Result<Open> opened(Result<storage::PresentationRequestRow> row);
    Result<std::shared_ptr<const crypto::Signer>> signer_of(const Open& open);
    Result<std::string> signed_object(const Open& open, std::string_view wallet_nonce);
    Result<std::string> link_of(const Open& open);
    Result<PresentationRequest> view(const Open& open, bool with_answer);
    /// As everybody of the organisation may see it.
    Result<PresentationRequest> view(storage::PresentationRequestRow row);
    Result<Accepted> keep(Open open, std::string_view state, const json::Object& answer, const Actor& actor,
                          const ExchangeAfter* exchange = nullptr);

    Parts parts_;
    TiedExchanges* exchanges_ = nullptr;  ///< nullptr: answers to requests of exchanges are not taken
};

}  // namespace blason::service::oid4vp
