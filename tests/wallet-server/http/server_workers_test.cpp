// The worker pool, the end, and what is counted.
#include <gtest/gtest.h>

#include <thread>

#include "tests/wallet-server/http/server_fixture.hpp"

namespace blason::http {
namespace {

using namespace std::chrono_literals;

const std::string kHost = "Host: a.example\r\n";
const std::string kNow = "GET /now HTTP/1.1\r\n" + kHost + "\r\n";

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

TEST_F(ServerTest, AFullQueueIsSaidAtOnce) {
    auto options = test_options();
    options.workers = 1;
    options.queue = 1;
    serve(options);
    const std::string request = "GET /gate HTTP/1.1\r\n" + kHost + "\r\n";
    RawClient running(server->port());
    running.send(request);
    gate.await(1);
    RawClient waiting(server->port());
    waiting.send(request);
    ASSERT_TRUE(comes_to("blason_http_waiting 1\n"));
    RawClient refused(server->port());
    refused.send(request);
    const auto busy = refused.read_answer();
    EXPECT_TRUE(busy.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << busy;
    EXPECT_TRUE(has(busy, "\r\nRetry-After: 1\r\n"));
    EXPECT_TRUE(has(busy, "\"code\":\"server-busy\""));
    EXPECT_TRUE(ask("GET", "/now").starts_with("HTTP/1.1 200 "));  // answers from memory do not wait
    gate.open();
    EXPECT_TRUE(running.read_answer().ends_with("through"));
    EXPECT_TRUE(waiting.read_answer().ends_with("through"));
    EXPECT_TRUE(has(server->metrics(), "reason=\"queue-full\"} 1\n"));
}

TEST_F(ServerTest, WhatWaitedTooLongIsNotBegun) {
    auto options = test_options();
    options.workers = 1;
    options.queue_timeout = 1s;
    serve(options);
    RawClient running(server->port());
    running.send("GET /gate HTTP/1.1\r\n" + kHost + "\r\n");
    gate.await(1);
    RawClient waiting(server->port());
    waiting.send("GET /echo HTTP/1.1\r\n" + kHost + "\r\n");
    ASSERT_TRUE(comes_to("blason_http_waiting 1\n"));
    std::this_thread::sleep_for(1100ms);
    gate.open();
    EXPECT_TRUE(waiting.read_answer().starts_with("HTTP/1.1 503 "));
    EXPECT_TRUE(running.read_answer().starts_with("HTTP/1.1 200 "));
}

TEST_F(ServerTest, StopLetsRunningRequestsFinish) {
    serve();
    RawClient idle(server->port());
    idle.send(kNow);
    EXPECT_TRUE(has(idle.read_answer(), "200 OK"));
    RawClient running(server->port());
    running.send("GET /gate HTTP/1.1\r\n" + kHost + "\r\n");
    gate.await(1);
    std::thread stopping([&] { server->stop(); });
    EXPECT_EQ(idle.read_to_end(), "");
    EXPECT_FALSE(RawClient(server->port()).connected());
    gate.open();
    const auto answer = running.read_to_end();
    EXPECT_TRUE(answer.ends_with("through")) << answer;
    EXPECT_TRUE(has(answer, "\r\nConnection: close\r\n"));
    stopping.join();
    server->stop();
}

TEST_F(ServerTest, StopDoesNotWaitLongerThanSaid) {
    auto options = test_options();
    options.drain_timeout = 50ms;
    serve(options);
    RawClient halfway(server->port());
    halfway.send("GET /now HT");
    RawClient served(server->port());
    served.send(kNow);
    EXPECT_TRUE(has(served.read_answer(), "200 OK"));
    const auto begin = std::chrono::steady_clock::now();
    server->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kPatience);
}

TEST_F(ServerTest, CountsWhatItDoes) {
    serve();
    ask("GET", "/echo");
    ask("GET", "/throw");
    ask("GET", "/nowhere");
    exchange("nonsense\r\n\r\n");
    const auto text = server->metrics();
    EXPECT_TRUE(has(text, "blason_http_requests_total{route=\"GET /echo\",status=\"2xx\"} 1\n")) << text;
    EXPECT_TRUE(has(text, "blason_http_requests_total{route=\"GET /throw\",status=\"5xx\"} 1\n"));
    EXPECT_TRUE(has(text, "blason_http_requests_total{route=\"none\",status=\"4xx\"} 2\n"));
    EXPECT_TRUE(has(text, "blason_http_rejected_total{reason=\"framing\"} 1\n"));
    EXPECT_TRUE(has(text, "blason_http_request_seconds_bucket{le=\"+Inf\"} 4\n"));
    EXPECT_TRUE(has(text, "blason_http_in_flight 0\n"));
}

TEST_F(ServerTest, ManyThreadsManyClients) {
    auto options = test_options();
    options.io_threads = 2;
    options.workers = 2;
    serve(options);
    std::vector<std::thread> clients;
    std::atomic<int> good = 0;
    for (int c = 0; c < 8; ++c) {
        clients.emplace_back([&, c] {
            RawClient client(server->port());
            for (int i = 0; i < 50; ++i) {
                client.send(std::string("GET ") + (i % 2 == 0 ? "/echo" : "/now") + "?c=" + std::to_string(c) +
                            " HTTP/1.1\r\n" + kHost + "\r\n");
                if (has(client.read_answer(), "c=" + std::to_string(c) + "|")) ++good;
            }
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(good, 400);
}

TEST(Server, SaysWhyItCannotListen) {
    ServerOptions options = test_options();
    Server first(options, {}, nullptr);
    ASSERT_TRUE(first.start().has_value());
    options.port = first.port();
    Server second(options, {}, nullptr);
    const auto refused = second.start();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "listen-failed");

    options.port = 0;
    options.tls_certificate_file = "no-such-file.pem";
    Server third(options, {}, nullptr);
    EXPECT_EQ(third.start().error().code, "tls-configuration");
}

}  // namespace
}  // namespace blason::http
