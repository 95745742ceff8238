// The table of rows the server tests speak to.
#pragma once

#include <condition_variable>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>

#include "tests/wallet-server/http/loopback.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/http/server.hpp"

namespace blason::http {

/// Holds handlers back until the test lets them go.
class Gate {
  public:
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void await(int waiting) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, kPatience, [&] { return waiting_ >= waiting; }));
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool open_ = false;
};

inline ServerOptions test_options() {
    ServerOptions options;
    options.port = 0;
    options.max_body = 1000;
    return options;
}

class ServerTest : public testing::Test {
  protected:
    void serve(ServerOptions options = test_options()) {
        const auto echo = [](const Request& request) {
            return Response::text(200, request.method + " " + request.path + " " + request.query + "|" + request.body +
                                           "|" + std::string(request.fields.find("Authorization").value_or("none")));
        };
        Router router;
        router.mount({
            {"GET", "/echo", Access::Public, echo},
            {"POST", "/echo", Access::Public, echo},
            {"GET", "/now", Access::Public, echo, Run::Inline},
            {"POST", "/small", Access::Public, echo, Run::Inline, 10},
            {"GET", "/admin", Access::Admin, echo},
            {"GET", "/throw", Access::Public, [](const Request&) -> Response { throw std::runtime_error("secret"); }},
            {"GET", "/memory", Access::Public, [](const Request&) -> Response { throw std::bad_alloc(); }, Run::Inline},
            {"GET", "/big", Access::Public,
             [](const Request&) { return Response::text(200, std::string(20'000'000, 'x')); }},
            {"GET", "/empty", Access::Public,
             [](const Request&) {
                 return Response{204, {}, {}};
             }},
            {"GET", "/inject", Access::Public,
             [](const Request&) {
                 auto response = Response::text(200, "");
                 response.fields.add("X-One", "a\r\nX-Two: b");
                 response.fields.add("X-Three: c\r\nX-Four", "d");
                 return response;
             }},
            {"GET", "/gate", Access::Public,
             [this](const Request&) {
                 gate.pass();
                 return Response::text(200, "through");
             }},
        });
        const auto authorize = [](const Request& request, Access access) -> Result<void> {
            if (access == Access::Public || request.fields.find("Authorization")) return {};
            return Error{"api-key-missing", "an API key is needed", {}, ErrorKind::Unauthorized};
        };
        server.emplace(std::move(options), std::move(router), authorize);
        const auto started = server->start();
        ASSERT_TRUE(started.has_value()) << started.error().detail;
    }
    void TearDown() override {
        gate.open();
        server.reset();
    }

    /// Sends the bytes on a connection of their own and gives back all that is answered.
    std::string exchange(std::string_view bytes) {
        RawClient client(server->port());
        client.send(bytes);
        return client.read_to_end();
    }
    std::string ask(const std::string& method, const std::string& target) {
        return exchange(method + " " + target + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
    }

    /// Waits until a connection is served; with limits on them, until an earlier one has been counted off.
    bool answers_again() {
        for (const auto begin = std::chrono::steady_clock::now();
             std::chrono::steady_clock::now() - begin < kPatience;) {
            if (ask("GET", "/now").starts_with("HTTP/1.1 200")) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    }

    /// Waits a moment for the counters to say so.
    bool comes_to(std::string_view line) {
        for (const auto begin = std::chrono::steady_clock::now();
             std::chrono::steady_clock::now() - begin < kPatience;) {
            if (server->metrics().find(line) != std::string::npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }

    Gate gate;
    std::optional<Server> server;
};

}  // namespace blason::http
