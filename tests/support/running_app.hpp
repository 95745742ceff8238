// An installation that is served on a loopback port and may reach others there.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/test_app.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/server.hpp"

namespace blason::test {

/// A port that nobody listens on just now: the installation must know its address before it is served.
inline std::uint16_t free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(probe, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size), 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

inline std::unique_ptr<net::HttpClient> loopback_client() {
    http::CurlOptions options;
    options.allow_loopback_http = true;
    return std::make_unique<http::CurlClient>(options);
}

class RunningApp {
  public:
    RunningApp()
        : port_(free_port()),
          app_(true, url(), loopback_client),
          server_(options(), app_.app().router(), api::make_authorize(app_.services())) {
        const auto started = server_.start();
        EXPECT_TRUE(started) << started.error().detail;
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    TestApp& app() { return app_; }
    api::Services& services() { return app_.services(); }

  private:
    [[nodiscard]] http::ServerOptions options() const {
        http::ServerOptions out;
        out.port = port_;
        return out;
    }

    std::uint16_t port_;
    TestApp app_;
    http::Server server_;  // stops first
};

}  // namespace blason::test
