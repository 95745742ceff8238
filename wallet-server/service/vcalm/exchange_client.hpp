// Exchanges from the wallet's side: what comes over the wire, whoever's server it is.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"
#include "vc/vcalm/message.hpp"
#include "wallet-server/service/vcalm/links.hpp"

namespace blason::service::vcalm {

/// After this many messages a wallet gives up: a server may ask for ever.
inline constexpr int kMostRounds = 10;

/// What a server said last, and where the next message goes.
struct Round {
    std::string url;
    bool bare = false;  ///< a `dccrequest`: the presentation is the whole message, and so is the answer
    vc::vcalm::Message message;

    [[nodiscard]] bool asks() const { return message.request.has_value(); }
};

class ExchangeClient {
  public:
    explicit ExchangeClient(net::HttpClient& client) : client_(client) {}

    /// Begins the exchange that a link leads to. Of the protocols that are offered `vcapi` is taken; `interact` leads
    /// to another interaction URL, once. Errors "protocol-unsupported", "exchange-refused" (what the server says is the
    /// detail), "exchange-answer" (it cannot be read), and those of the client.
    Result<Round> begin(const Link& link);
    /// Sends a presentation as the answer to what `round` asks.
    Result<Round> answer(const Round& round, const json::Value& presentation);

  private:
    Result<Round> begin_at(const std::map<std::string, std::string>& protocols, bool may_follow);
    Result<Round> send(std::string url, const json::Object& message);
    Result<json::Value> exchange_json(const net::FetchRequest& request);

    net::HttpClient& client_;
};

/// A request may say that the answer goes elsewhere (`interact.service`), and for whom the presentation is (`domain`).
/// Both must be the party that is talked to. Errors "endpoint-elsewhere", "domain-mismatch".
Result<void> check_party(const Round& round);

}  // namespace blason::service::vcalm
