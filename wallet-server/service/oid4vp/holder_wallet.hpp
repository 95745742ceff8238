// Presentations from the wallets of this server. Between what the holder sees and what they decide nothing is stored:
// the request goes along sealed, and comes back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/oid4vp/wallet_side.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service::oid4vp {

struct Asked {
    json::Object consent;  ///< see to_json(Consent)
    std::string session;   ///< to be handed back within ten minutes
};

class HolderWallet {
  public:
    static constexpr std::int64_t kSessionSeconds = 600;

    struct Parts {
        WalletService& wallets;
        const crypto::SecretBytes& master;  ///< must outlive the wallet
        net::HttpClient& client;
        Clock clock;
        crypto::Random& random;
        vc::Environment environment;
        vc::oid4vp::Trust trust{};  ///< nobody: verifiers are what their identifiers say
    };
    explicit HolderWallet(Parts parts) : parts_(std::move(parts)) {}

    /// `transaction_types`: those that the caller can show to the holder. Errors "holder-not-found", those of
    /// fetch_request and consider.
    Result<Asked> consider(std::string_view org, std::string_view holder, std::string_view request,
                           std::vector<std::string> transaction_types);
    /// `choice`: see read_choice; nothing: the first that can answer. Errors "session-unknown" (another wallet's, or
    /// too old), those of read_choice, make_answer and send_presentations.
    Result<Sent> present(std::string_view org, std::string_view holder, std::string_view session,
                         const std::optional<json::Object>& choice);
    /// Tells the verifier that there will be no answer.
    Result<Sent> decline(std::string_view org, std::string_view holder, std::string_view session);

  private:
    struct Session {
        vc::oid4vp::KnownRequest known;
        std::vector<std::string> transaction_types;
    };
    [[nodiscard]] std::string sealed(const Holder& owner, const Session& session) const;
    Result<Session> unsealed(const Holder& owner, std::string_view text);
    Result<Consent> consent(const Holder& owner, const Session& session);
    WalletSide side();

    Parts parts_;
};

}  // namespace blason::service::oid4vp
