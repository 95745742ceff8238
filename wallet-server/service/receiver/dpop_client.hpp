// Requests to issuers and their authorization servers, with an access token where there is one, and with proofs of our
// key (DPoP, RFC 9449) where the server wants them: its nonces are kept by origin, and asked for a second time once.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/crypto/signer.hpp"
#include "engine/net/http_client.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::service::receiver {

class DpopClient {
  public:
    /// `key`: nullptr when nothing is bound to a key; then access tokens are sent as Bearer.
    DpopClient(net::HttpClient& client, const crypto::Signer* key, Clock clock, crypto::Random& random)
        : client_(client), key_(key), clock_(std::move(clock)), random_(random) {}

    /// `bound`: whether `access_token` is bound to the key; without a token a proof is sent when there is a key.
    /// Errors of HttpClient::fetch.
    Result<net::FetchReply> send(const net::FetchRequest& request, std::string_view access_token = {},
                                 bool bound = false);

  private:
    Result<net::FetchReply> send_once(const net::FetchRequest& request, std::string_view access_token, bool bound);

    net::HttpClient& client_;
    const crypto::Signer* key_;
    Clock clock_;
    crypto::Random& random_;
    std::map<std::string, std::string, std::less<>> nonces_;  ///< by origin: section 8.2 of RFC 9449
};

/// A field of an answer; empty without it. `name` in lower case.
std::string_view field(const net::FetchReply& reply, std::string_view name);

}  // namespace blason::service::receiver
