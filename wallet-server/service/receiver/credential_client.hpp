// The wallet's side of an issuer's endpoints (OpenID4VCI 1.0 sections 7 to 11), and of draft 13: nonce, credential,
// deferred credential, notification.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/signer.hpp"
#include "vc/environment.hpp"
#include "vc/oid4vci/request.hpp"
#include "vc/oid4vci/response.hpp"
#include "wallet-server/service/receiver/plan.hpp"
#include "wallet-server/service/receiver/token_client.hpp"

namespace blason::service::receiver {

/// What an issuer delivers for one request.
struct Delivered {
    std::vector<std::string> credentials;  ///< JSON or tokens; nobody has checked them
    std::string notification;              ///< what to name when the issuer is told how it went; empty: it need not be
    std::string transaction;               ///< they come later: by this name; then there are no credentials
    std::uint64_t interval = 0;            ///< seconds until it makes sense to ask again
};

/// One request for a credential.
struct CredentialWish {
    std::string configuration;
    ProofPlan plan;
    /// A credential is asked for with each; without a proof they are not used, and there is one credential.
    std::vector<std::shared_ptr<const crypto::Signer>> keys;
    std::string client_id;  ///< `iss` of the proofs; empty: an anonymous wallet
};

class CredentialClient {
  public:
    CredentialClient(const Discovered& discovered, const AccessToken& token, DpopClient& http,
                     const vc::Environment& environment, Clock clock, crypto::Random& random)
        : discovered_(discovered),
          token_(token),
          http_(http),
          environment_(environment),
          clock_(std::move(clock)),
          random_(random) {}

    /// With fresh nonces, and once more when the issuer names a newer one. Errors "credential-refused" (the issuer's
    /// error in the detail), "nonce-unavailable", "invalid-credential-response", "encryption-unsupported",
    /// those of jose::decrypt_compact and of HttpClient::fetch.
    Result<Delivered> request(const CredentialWish& wish);
    /// Asks for what was to come later. Errors as above; still not there: an answer with the same transaction.
    Result<Delivered> deferred(std::string_view transaction);
    /// Tells the issuer how it went; where it does not want to know, nothing is sent. Errors "notification-refused".
    Result<void> notify(const vc::oid4vci::Notification& notification);

  private:
    Result<std::string> fresh_nonce();
    Result<vc::oid4vci::CredentialRequest> make_request(const CredentialWish& wish, const std::string& nonce,
                                                        vc::oid4vci::Edition edition);
    Result<vc::oid4vci::Proofs> make_proofs(const CredentialWish& wish, const std::string& nonce);
    Result<net::FetchReply> post(const std::string& url, const json::Object& body);
    /// The same for what is encrypted where the issuer wants it: credential and deferred requests (section 10).
    /// `answer_encrypted`: the request asks for that.
    Result<net::FetchReply> post_request(const std::string& url, const json::Object& body, bool answer_encrypted);
    Result<net::FetchReply> send(const std::string& url, std::string text, std::string_view type,
                                 std::string_view accept);
    Result<Delivered> read(const net::FetchReply& reply, const crypto::KeyAgreement* key);

    const Discovered& discovered_;
    const AccessToken& token_;
    DpopClient& http_;
    vc::Environment environment_;
    Clock clock_;
    crypto::Random& random_;
};

}  // namespace blason::service::receiver
