// Speaks the Open Badges API of another host over a connection: reads and sends badges and the profile, and refreshes
// the access token when it is time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wallet-server/service/badge_host/connection.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::service::badge_host {

struct ReadOptions {
    std::size_t page = 100;      ///< `limit`
    std::string since;           ///< date-time; empty: all
    std::size_t most = 100'000;  ///< badges; more are an error ("host-too-many")
    std::size_t max_pages = 10'000;
};

/// What a host did with a badge or a profile we sent.
struct Sent {
    bool created = false;  ///< 201
    std::string body;      ///< what it answers: what was sent
};

/// Errors of every call: those of HttpClient::fetch, of OAuthClient::refresh, "not-authorized" (no token yet), and of
/// what the host answers, with its own reason in the detail: "host-unauthorized" (401), "host-forbidden" (403),
/// "host-not-found" (404), "host-refused" (other 4xx), "host-failed" (Unavailable), "host-answer" (Malformed).
class HostSession {
  public:
    /// Called with every new token before it is used: a refresh token that was replaced and lost is the end of the
    /// connection.
    using Save = std::function<Result<void>(const Connection&)>;

    HostSession(Connection& connection, net::HttpClient& client, Clock clock, Save save)
        : connection_(connection), client_(client), clock_(std::move(clock)), save_(std::move(save)) {}

    /// Every badge of the host's pages, JSON exactly as it came or compact JWS. `take` may end it with an Error.
    /// Returns how many. Further errors: "host-link" (a page at another address than the API's), "host-too-many".
    Result<std::size_t> read_badges(const ReadOptions& options, const std::function<Result<void>(std::string)>& take);
    Result<std::string> read_profile();

    /// JSON or a compact JWS.
    Result<Sent> send_badge(std::string_view text);
    Result<Sent> send_profile(std::string_view text);

  private:
    Result<net::FetchReply> call(net::FetchRequest request);
    Result<void> refresh();

    Connection& connection_;
    net::HttpClient& client_;
    Clock clock_;
    Save save_;
};

}  // namespace blason::service::badge_host
