// A wallet of this installation takes part in an exchange, here or anywhere: first it says what would be shown and to
// whom, and only what its holder then chooses goes out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"
#include "vc/report.hpp"
#include "wallet-server/service/vcalm/exchange_client.hpp"
#include "wallet-server/service/vcalm/wallet_answer.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service::vcalm {

/// What came with a message of the other side, and whether the wallet keeps it: only what verifies.
struct Taken {
    vc::Report report;
    std::string id;  ///< within the wallet; empty: not kept
};

/// Where an exchange stands, for the holder to see.
struct Situation {
    Round round;
    std::string origin;             ///< who asks: "https://host"
    AskedOfWallet asked;            ///< when round.asks()
    std::vector<std::string> held;  ///< ids of the wallet's credentials, in the order that `asked` counts them
    std::vector<Taken> taken;
    bool badly_made = false;  ///< what was offered could not be read as credentials
};

class Participant {
  public:
    Participant(WalletService& wallets, net::HttpClient& client, Clock clock, const vc::Environment& environment);

    /// Begins an exchange: no credential goes out. Errors "holder-not-found", those of read_link, ExchangeClient::begin
    /// and look_into.
    Result<Situation> begin(std::string_view org, std::string_view holder, std::string_view link, const Actor& actor);
    /// Answers what `round` asks with these credentials of the wallet, of each no more than the request needs, signed
    /// (if that is asked for) with the key that they are bound to. Errors "credential-not-found" and
    /// "credential-not-asked" (/credentials/N), "presentation-several-keys", those of make_answer and
    /// ExchangeClient::answer.
    Result<Situation> answer(std::string_view org, std::string_view holder, const Round& round,
                             const std::vector<std::string>& credentials, const Actor& actor);

  private:
    Result<Situation> look_at(const Holder& holder, Round round, const Actor& actor);
    Result<Taken> take(const Holder& holder, const json::Value& credential, const Actor& actor);

    WalletService& wallets_;
    net::HttpClient& network_;
    Clock clock_;
    vc::Environment environment_;
};

}  // namespace blason::service::vcalm
