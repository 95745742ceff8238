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

/// A loopback port for a server that must know its address before it listens. It is nobody else's as long as this
/// lives: a socket that is bound and does not listen keeps it, but for those who reuse addresses, as the server does.
class ReservedPort {
  public:
    ReservedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const int yes = 1;
        EXPECT_EQ(::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        number_ = ntohs(address.sin_port);
    }
    ~ReservedPort() { ::close(socket_); }
    ReservedPort(const ReservedPort&) = delete;
    ReservedPort& operator=(const ReservedPort&) = delete;

    [[nodiscard]] std::uint16_t number() const { return number_; }

  private:
    int socket_;
    std::uint16_t number_ = 0;
};

/// Reaches loopback addresses, with the patience that tests need on a machine that stands still for a moment.
class LoopbackClient : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        auto patient = request;
        patient.timeout = std::max(request.timeout, kPatience);
        return client_.fetch(patient);
    }

  private:
    static constexpr std::chrono::milliseconds kPatience{60'000};

    static http::CurlOptions options() {
        http::CurlOptions options;
        options.allow_loopback_http = true;
        options.connect_timeout = kPatience;
        return options;
    }

    http::CurlClient client_{options()};
};

inline std::unique_ptr<net::HttpClient> loopback_client() {
    return std::make_unique<LoopbackClient>();
}

class RunningApp {
  public:
    RunningApp()
        : app_(true, url(), loopback_client),
          server_(options(), app_.app().router(), api::make_authorize(app_.services())) {
        const auto started = server_.start();
        EXPECT_TRUE(started) << started.error().detail;
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_.number()); }
    TestApp& app() { return app_; }
    api::Services& services() { return app_.services(); }

  private:
    [[nodiscard]] http::ServerOptions options() const {
        http::ServerOptions out;
        out.port = port_.number();
        return out;
    }

    ReservedPort port_;
    TestApp app_;
    http::Server server_;  // stops first
};

}  // namespace blason::test
