// The Beast server: owns the I/O thread(s) and the worker pool, drains gracefully.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;         ///< 0: any free one
    std::string tls_certificate_file;  ///< PEM chain; empty: plain
    std::string tls_key_file;
    std::size_t io_threads = 1;
    std::size_t workers = 2;
    std::size_t queue = 256;        ///< requests waiting for a worker; beyond: 503 with Retry-After
    std::size_t max_header = 8192;  ///< bytes
    std::size_t max_fields = 64;
    std::size_t max_target = 4096;     ///< bytes
    std::size_t max_body = 1U << 20U;  ///< bytes
    std::size_t max_connections = 10'000;
    std::size_t max_connections_per_client = 0;  ///< by IPv4 address or IPv6 /64; 0: no such limit (behind a proxy)
    std::size_t max_requests_per_connection = 1000;
    std::chrono::milliseconds header_timeout{10'000};
    std::chrono::milliseconds body_timeout{30'000};
    std::chrono::milliseconds write_timeout{30'000};
    std::chrono::milliseconds idle_timeout{30'000};
    std::chrono::milliseconds queue_timeout{10'000};  ///< a request that waited longer for a worker gets 503
    std::chrono::milliseconds drain_timeout{25'000};
};

/// Says who calls: may look at any field; answers an Error (Unauthorized, Forbidden) or lets through.
using Authorize = std::function<Result<void>(const Request&, Access)>;

class Server {
  public:
    Server(ServerOptions options, Router router, Authorize authorize);
    ~Server();

    /// Binds and starts the threads. Errors "listen-failed", "tls-configuration".
    Result<void> start();
    [[nodiscard]] std::uint16_t port() const;  ///< the bound one
    /// Stops accepting, lets running requests finish, then returns (at most drain_timeout).
    void stop();
    /// Prometheus text of the server's own counters.
    [[nodiscard]] std::string metrics() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace blason::http
