#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/support/temporary_folder.hpp"
#include "tests/wallet-server/http/server_fixture.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/documents_client.hpp"
#include "wallet-server/http/client/offline_client.hpp"

namespace blason::http {
namespace {

using namespace std::chrono_literals;

/// Answers every connection with the same bytes, whatever is asked, and then does as the script says.
class ScriptedServer {
  public:
    using Script = std::function<void(int socket, const std::atomic<bool>& stop)>;

    explicit ScriptedServer(Script script) : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 64);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { accept_all(); });
    }
    ~ScriptedServer() {
        stop_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    [[nodiscard]] int accepted() const { return accepted_; }

  private:
    void accept_all() {
        std::vector<std::thread> running;
        while (!stop_) {
            const int connection = ::accept(listener_, nullptr, nullptr);
            if (connection < 0) break;
            ++accepted_;
            running.emplace_back([this, connection] {
                char buffer[4096];
                static_cast<void>(::recv(connection, buffer, sizeof buffer, 0));
                script_(connection, stop_);
                ::close(connection);
            });
        }
        for (auto& thread : running) thread.join();
    }

    Script script_;
    int listener_;
    std::uint16_t port_ = 0;
    std::atomic<bool> stop_{false};
    std::atomic<int> accepted_{0};
    std::thread thread_;
};

bool put(int socket, std::string_view bytes) {
    return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

ScriptedServer::Script says(std::string bytes) {
    return [bytes = std::move(bytes)](int socket, const std::atomic<bool>&) { put(socket, bytes); };
}

CurlOptions loopback() {
    CurlOptions options;
    options.allow_loopback_http = true;
    return options;
}

net::FetchRequest get(std::string url, std::chrono::milliseconds timeout = kPatience) {
    net::FetchRequest request;
    request.url = std::move(url);
    request.timeout = timeout;
    return request;
}

std::string code_of(const Result<net::FetchReply>& reply) {
    return reply ? "status " + std::to_string(reply->status) : reply.error().code;
}

TEST(CurlClient, FetchesWithTheFieldsAsked) {
    std::string seen;
    std::mutex mutex;
    Router router;
    router.mount({{"POST", "/x", Access::Public, [&](const Request& request) {
                       const std::lock_guard lock(mutex);
                       for (const auto& [name, value] : request.fields.all()) seen += name + "=" + value + ";";
                       auto response = Response::json(201, request.query + request.body);
                       response.fields.add("X-Answer", "Yes");
                       return response;
                   }}});
    ServerOptions options;
    options.port = 0;
    Server server(options, std::move(router), nullptr);
    ASSERT_TRUE(server.start().has_value());

    CurlClient client(loopback());
    auto request = get("http://localhost:" + std::to_string(server.port()) + "/x?q=1#part");
    request.method = "POST";
    request.accept = "application/json";
    request.content_type = "text/plain";
    request.body = std::string("a\0b", 3);
    request.headers.emplace_back("Authorization", "Bearer test");
    const auto reply = client.fetch(request);
    ASSERT_TRUE(reply.has_value()) << reply.error().detail;
    EXPECT_EQ(reply->status, 201);
    EXPECT_EQ(reply->content_type, "application/json");
    EXPECT_EQ(reply->body, "q=1" + request.body);
    EXPECT_NE(
        std::find(reply->headers.begin(), reply->headers.end(), std::pair<std::string, std::string>("x-answer", "Yes")),
        reply->headers.end());
    EXPECT_NE(seen.find("Accept=application/json;"), std::string::npos) << seen;
    EXPECT_NE(seen.find("Authorization=Bearer test;"), std::string::npos);
    EXPECT_EQ(seen.find("Accept-Encoding"), std::string::npos);
    EXPECT_EQ(seen.find("Expect"), std::string::npos);
}

TEST(CurlClient, FieldsThatAreNoneAreRefused) {
    CurlClient client(loopback());
    auto request = get("http://127.0.0.1:1/");
    request.headers.emplace_back("X", "a\r\nY: b");
    EXPECT_EQ(code_of(client.fetch(request)), "fetch-refused");
    request.headers = {{"X: y", "a"}};
    EXPECT_EQ(code_of(client.fetch(request)), "fetch-refused");
    request.headers = {};
    request.method = "GET / HTTP/1.1\r\nX:";
    EXPECT_EQ(code_of(client.fetch(request)), "fetch-refused");
}

TEST(CurlClient, NT1_AddressesAreCheckedAtConnect) {
    ScriptedServer server(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    auto https = server.url();
    https.insert(4, "s");
    CurlClient strict;
    const auto by_address = strict.fetch(get(https));
    ASSERT_FALSE(by_address.has_value());
    EXPECT_EQ(by_address.error().code, "fetch-refused");
    EXPECT_EQ(by_address.error().kind, ErrorKind::Refused);
    // NT3: the name is resolved once and the address it gave is checked, not the name.
    https.replace(https.find("127.0.0.1"), 9, "localhost");
    EXPECT_EQ(code_of(strict.fetch(get(https))), "fetch-refused");
    EXPECT_EQ(code_of(strict.fetch(get(server.url()))), "fetch-refused");
    for (const char* url :
         {"https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://[::]/",
          "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/"}) {
        EXPECT_EQ(code_of(strict.fetch(get(url))), "fetch-refused") << url;
    }
    // Demo mode opens loopback only, and plain http for it only.
    CurlClient demo(loopback());
    EXPECT_EQ(code_of(demo.fetch(get("https://10.0.0.1/"))), "fetch-refused");
    EXPECT_EQ(code_of(demo.fetch(get("http://192.0.1.1/"))), "fetch-refused");
    EXPECT_EQ(server.accepted(), 0);
}

TEST(CurlClient, NT4_RedirectsAreNotFollowed) {
    ScriptedServer target(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    ScriptedServer server(says("HTTP/1.1 302 Found\r\nLocation: " + target.url() + "\r\nContent-Length: 0\r\n\r\n"));
    CurlClient client(loopback());
    EXPECT_EQ(code_of(client.fetch(get(server.url()))), "status 302");
    EXPECT_EQ(target.accepted(), 0);
}

TEST(CurlClient, NT5_SizesAreBounded) {
    CurlClient client(loopback());
    const auto with_limit = [&](const ScriptedServer& server, std::size_t limit) {
        auto request = get(server.url());
        request.max_bytes = limit;
        return code_of(client.fetch(request));
    };
    ScriptedServer ten(says("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"));
    EXPECT_EQ(with_limit(ten, 10), "status 200");
    EXPECT_EQ(with_limit(ten, 9), "fetch-too-large");
    ScriptedServer until_close(says("HTTP/1.1 200 OK\r\n\r\n0123456789"));
    EXPECT_EQ(with_limit(until_close, 10), "status 200");
    EXPECT_EQ(with_limit(until_close, 9), "fetch-too-large");
    ScriptedServer chunks(
        says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"));
    EXPECT_EQ(with_limit(chunks, 10), "status 200");
    EXPECT_EQ(with_limit(chunks, 9), "fetch-too-large");
    ScriptedServer endless([](int socket, const std::atomic<bool>& stop) {
        put(socket, "HTTP/1.1 200 OK\r\n\r\n");
        while (!stop && put(socket, std::string(65536, 'x'))) {
        }
    });
    EXPECT_EQ(with_limit(endless, 1U << 20U), "fetch-too-large");
    ScriptedServer fields([](int socket, const std::atomic<bool>& stop) {
        put(socket, "HTTP/1.1 200 OK\r\n");
        while (!stop && put(socket, "X: " + std::string(1000, 'x') + "\r\n")) {
        }
    });
    EXPECT_EQ(with_limit(fields, 1000), "fetch-too-large");
}

TEST(CurlClient, NT5_TheWholeExchangeHasOneTimeLimit) {
    CurlClient client(loopback());
    const auto pause = [](const std::atomic<bool>& stop) {
        for (int i = 0; i < 20 && !stop; ++i) std::this_thread::sleep_for(1ms);
    };
    ScriptedServer silent([&](int, const std::atomic<bool>& stop) {
        while (!stop) pause(stop);
    });
    ScriptedServer drip([&](int socket, const std::atomic<bool>& stop) {
        put(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (!stop && put(socket, "x")) pause(stop);
    });
    for (const auto* server : {&silent, &drip}) {
        const auto begin = std::chrono::steady_clock::now();
        const auto reply = client.fetch(get(server->url(), 150ms));
        EXPECT_EQ(code_of(reply), "fetch-timeout");
        EXPECT_LT(std::chrono::steady_clock::now() - begin, kPatience);
        EXPECT_EQ(reply.error().kind, ErrorKind::Unavailable);
    }
}

TEST(CurlClient, WhatCannotBeReadIsUnavailable) {
    CurlClient client(loopback());
    ScriptedServer coded(says("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b"));
    EXPECT_EQ(code_of(client.fetch(get(coded.url()))), "fetch-failed");
    ScriptedServer garbage(says("garbage"));
    EXPECT_EQ(code_of(client.fetch(get(garbage.url()))), "fetch-failed");
    ScriptedServer cut(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
    EXPECT_EQ(code_of(client.fetch(get(cut.url()))), "fetch-failed");
    ScriptedServer plain(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    EXPECT_EQ(code_of(client.fetch(get("https" + plain.url().substr(4)))), "fetch-failed");
    EXPECT_EQ(code_of(client.fetch(get("http://127.0.0.1:1/"))), "fetch-failed");
}

TEST(CurlClient, NT16_ProxiesOfTheEnvironmentAreIgnored) {
    ScriptedServer proxy(says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy"));
    ScriptedServer server(says("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ndirect"));
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    ::setenv("all_proxy", proxy.url().c_str(), 1);
    CurlClient client(loopback());
    const auto reply = client.fetch(get(server.url()));
    ::unsetenv("http_proxy");
    ::unsetenv("all_proxy");
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->body, "direct");
    EXPECT_EQ(proxy.accepted(), 0);
}

TEST(CurlClient, NT10_OneHostHasFourExchangesAtMost) {
    Gate gate;
    ScriptedServer server([&](int socket, const std::atomic<bool>&) {
        gate.pass();
        put(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    CurlClient client(loopback());
    std::atomic<int> good = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 6; ++i) {
        callers.emplace_back([&] { good += client.fetch(get(server.url())).has_value() ? 1 : 0; });
    }
    gate.await(4);
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(server.accepted(), 4);
    EXPECT_EQ(code_of(client.fetch(get(server.url(), 30ms))), "fetch-timeout");
    gate.open();
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(good, 6);
}

TEST(OfflineClient, AnswersNothing) {
    OfflineClient client;
    const auto reply = client.fetch(get("https://example.org/"));
    ASSERT_FALSE(reply.has_value());
    EXPECT_EQ(reply.error().code, "fetch-offline");
    EXPECT_EQ(reply.error().kind, ErrorKind::Unavailable);
}

class DocumentsClientTest : public testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::create_directories(folder / "sub");
        write("sub/a.json", R"({"a":1})");
    }
    void write(const char* name, std::string_view text) { std::ofstream(folder / name, std::ios::binary) << text; }
    std::string refused_index(std::string_view text) {
        write("index.json", text);
        const auto client = DocumentsClient::open(folder, offline);
        return client ? "" : client.error().code;
    }

    const test::TemporaryFolder place;
    const std::filesystem::path folder = place.path();
    OfflineClient offline;
};

TEST_F(DocumentsClientTest, AnswersFromTheFolderFirst) {
    write("index.json", R"({"https://example.org/a": {"file": "sub/a.json", "contentType": "application/did+json"},
                            "https://example.org/gone#x": {"file": "gone.json"}})");
    const auto client = DocumentsClient::open(folder, offline);
    ASSERT_TRUE(client.has_value()) << client.error().detail;
    const auto reply = (*client)->fetch(get("https://example.org/a#key-1"));
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->content_type, "application/did+json");
    EXPECT_EQ(reply->body, R"({"a":1})");

    auto request = get("https://example.org/a");
    request.max_bytes = 7;
    EXPECT_EQ(code_of((*client)->fetch(request)), "status 200");
    request.max_bytes = 6;
    EXPECT_EQ(code_of((*client)->fetch(request)), "fetch-too-large");
    request.method = "POST";
    EXPECT_EQ(code_of((*client)->fetch(request)), "fetch-offline");
    EXPECT_EQ(code_of((*client)->fetch(get("https://example.org/gone"))), "fetch-failed");
    EXPECT_EQ(code_of((*client)->fetch(get("https://example.org/b"))), "fetch-offline");
}

TEST_F(DocumentsClientTest, ABrokenIndexIsRefused) {
    std::filesystem::remove(folder / "index.json");
    EXPECT_FALSE(DocumentsClient::open(folder, offline).has_value());
    for (const char* text :
         {"", "[]", R"({"u": "a.json"})", R"({"u": {}})", R"({"u": {"file": 1}})", R"({"u": {"file": "../a.json"}})",
          R"({"u": {"file": "sub/../../a"}})", R"({"u": {"file": "/a"}})", R"({"u": {"file": ""}})",
          R"({"u": {"file": "a", "contentType": 1}})"}) {
        EXPECT_EQ(refused_index(text), "documents-index") << text;
    }
}

}  // namespace
}  // namespace blason::http
