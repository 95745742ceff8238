#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <set>
#include <thread>

#include "tests/wallet-server/http/server_fixture.hpp"

namespace blason::http {
namespace {

using namespace std::chrono_literals;

const std::string kHost = "Host: a.example\r\n";
const std::string kNext = "GET /now?smuggled HTTP/1.1\r\n" + kHost + "\r\n";

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// The numbers of the open file descriptors, once they have stayed the same for a while: a thread at the end of its
/// work may still close some, and a sanitizer's runtime opens a pipe for a moment to ask whether memory can be read.
std::set<int> settled_descriptors() {
    const auto now_open = [] {
        std::set<int> out;
        for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
            out.insert(std::stoi(entry.path().filename().string()));
        }
        return out;
    };
    auto out = now_open();
    for (int same = 0; same < 20;) {
        std::this_thread::sleep_for(5ms);
        auto later = now_open();
        same = later == out ? same + 1 : 0;
        out = std::move(later);
    }
    return out;
}

/// While it lives one more file descriptor can be opened in this process, and no further one.
class OneMoreDescriptor {
  public:
    OneMoreDescriptor() {
        ::getrlimit(RLIMIT_NOFILE, &normal_);
        // The limit is on the number of a descriptor, so the gaps below the highest one are filled first.
        const int highest = *settled_descriptors().rbegin();
        do {
            fillers_.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        } while (fillers_.back() >= 0 && fillers_.back() < highest);
        rlimit scarce = normal_;
        scarce.rlim_cur = static_cast<rlim_t>(fillers_.back()) + 2;
        ::setrlimit(RLIMIT_NOFILE, &scarce);
    }
    ~OneMoreDescriptor() {
        ::setrlimit(RLIMIT_NOFILE, &normal_);
        for (const int filler : fillers_) ::close(filler);
    }
    OneMoreDescriptor(const OneMoreDescriptor&) = delete;
    OneMoreDescriptor& operator=(const OneMoreDescriptor&) = delete;

  private:
    rlimit normal_{};
    std::vector<int> fillers_;
};

// ---- the ordinary -----------------------------------------------------------------------------------------------

TEST_F(ServerTest, AnswersFromBothPlaces) {
    serve();
    EXPECT_TRUE(has(ask("GET", "/echo?x=1"), "GET /echo x=1||none"));
    EXPECT_TRUE(has(ask("GET", "/now"), "GET /now ||none"));
    const auto posted =
        exchange("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\nConnection: close\r\n\r\nhello");
    EXPECT_TRUE(posted.starts_with("HTTP/1.1 200 OK\r\n")) << posted;
    EXPECT_TRUE(has(posted, "|hello|"));
    EXPECT_TRUE(has(posted, "\r\nConnection: close\r\n"));
    EXPECT_TRUE(has(posted, "\r\nDate: "));
    EXPECT_TRUE(has(posted, "\r\nX-Content-Type-Options: nosniff\r\n"));
    EXPECT_FALSE(has(posted, "\r\nServer:"));
}

TEST_F(ServerTest, HttpOneZeroIsAnsweredAndClosed) {
    serve();
    EXPECT_TRUE(has(exchange("GET /now HTTP/1.0\r\n\r\n"), "\r\nConnection: close\r\n"));
}

TEST_F(ServerTest, HT24_HeadAndOtherMethods) {
    serve();
    const auto head = ask("HEAD", "/big");
    EXPECT_TRUE(has(head, "\r\nContent-Length: 20000000\r\n")) << head;
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    for (const char* method : {"OPTIONS", "TRACE", "PUT", "PATCH"}) {
        const auto answer = ask(method, "/now");
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 405 Method Not Allowed\r\n")) << answer;
        EXPECT_TRUE(has(answer, "\r\nAllow: GET, HEAD\r\n"));
    }
    EXPECT_TRUE(ask("GET", "/nowhere").starts_with("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_TRUE(ask("OPTIONS", "*").starts_with("HTTP/1.1 404 "));
    const auto empty = ask("GET", "/empty");
    EXPECT_TRUE(empty.starts_with("HTTP/1.1 204 No Content\r\n"));
    EXPECT_FALSE(has(empty, "Content-Length"));
}

TEST_F(ServerTest, AsksWhoCalls) {
    serve();
    const auto unknown = ask("GET", "/admin");
    EXPECT_TRUE(unknown.starts_with("HTTP/1.1 401 Unauthorized\r\n"));
    EXPECT_TRUE(has(unknown, "\r\nWWW-Authenticate: Bearer\r\n"));
    EXPECT_TRUE(has(unknown, "\"code\":\"api-key-missing\""));
    EXPECT_TRUE(exchange("GET /admin HTTP/1.1\r\n" + kHost + "Authorization: Bearer test\r\nConnection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 200 "));
}

TEST_F(ServerTest, HT25_AnExceptionConcernsItsRequestOnly) {
    serve();
    RawClient client(server->port());
    client.send("GET /throw HTTP/1.1\r\n" + kHost + "\r\n");
    const auto failed = client.read_answer();
    EXPECT_TRUE(failed.starts_with("HTTP/1.1 500 Internal Server Error\r\n")) << failed;
    EXPECT_FALSE(has(failed, "secret"));
    client.send("GET /memory HTTP/1.1\r\n" + kHost + "\r\n");
    EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 503 Service Unavailable\r\n"));
    client.send(kNext);
    EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ServerTest, HT17_FieldsCannotBeInjected) {
    serve();
    const auto answer = ask("GET", "/inject");
    EXPECT_TRUE(has(answer, "\r\nX-One: a\r\n")) << answer;
    for (const char* name : {"X-Two", "X-Three", "X-Four"}) EXPECT_FALSE(has(answer, name));
}

// ---- framing ----------------------------------------------------------------------------------------------------

TEST_F(ServerTest, HT1_to_HT10_NothingAfterARefusalIsRead) {
    serve();
    const std::string post = "POST /echo HTTP/1.1\r\n" + kHost;
    const std::string get = "GET /now HTTP/1.1\r\n";
    const std::pair<const char*, std::string> cases[] = {
        {"400", post + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"},
        {"400", post + "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nhello"},
        {"400", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
        {"400", post + "Transfer-Encoding: gzip\r\n\r\nhello"},
        {"400", "POST /echo HTTP/1.0\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"400", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"},
        {"400", post + "Transfer-Encoding: chunked\r\n\r\n5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"},
        {"400", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"},
        {"400", get + "\r\n"},
        {"400", get + kHost + kHost + "\r\n"},
        {"400", get + kHost + "X: a\r\n b\r\n\r\n"},
        {"400", "\r\n" + get + kHost + "\r\n"},
        {"400", get + kHost + "X: a\nY: b\r\n\r\n"},
        {"400", "GET /now HTTP/1.2\r\n" + kHost + "\r\n"},
        {"400", "GET /a%2fb HTTP/1.1\r\n" + kHost + "\r\n"},
        {"400", get + kHost + "Content-Length: 3\r\n\r\nabc"},
        {"414", "GET /" + std::string(65536, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n"},
        {"431", get + kHost + "X: " + std::string(9000, 'a') + "\r\n\r\n"},
        {"417", post + "Expect: something\r\nContent-Length: 5\r\n\r\nhello"},
        {"413", post + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'a')},
        {"413", post + "Content-Length: 2147483648\r\n\r\n"},
        {"413", post + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a') + "\r\n0\r\n\r\n"},
        {"413", "POST /small HTTP/1.1\r\n" + kHost + "Content-Length: 11\r\n\r\nhello world"},
        {"404", "POST /nowhere HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\n\r\nhello"},
    };
    for (const auto& [status, bytes] : cases) {
        const auto answer = exchange(bytes + kNext);
        EXPECT_TRUE(answer.starts_with(std::string("HTTP/1.1 ") + status)) << bytes.substr(0, 200) << answer;
        EXPECT_TRUE(has(answer, "\r\nConnection: close\r\n")) << answer;
        EXPECT_TRUE(has(answer, "application/problem+json")) << answer;
        EXPECT_EQ(count_of(answer, "\r\nDate: "), 1U) << answer;
        EXPECT_FALSE(has(answer, "smuggled"));
    }
}

TEST_F(ServerTest, HT9_OA7_TrailersDoNotBecomeFields) {
    serve();
    RawClient client(server->port());
    client.send("POST /echo HTTP/1.1\r\n" + kHost +
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nAuthorization: Bearer stolen\r\n\r\n" + kNext);
    EXPECT_TRUE(client.read_answer().ends_with("POST /echo |hello|none"));
    EXPECT_TRUE(has(client.read_answer(), "smuggled|"));
}

TEST_F(ServerTest, LimitsAreExact) {
    serve();
    const auto with_body = [&](std::size_t size) {
        return exchange("POST /echo HTTP/1.1\r\n" + kHost + "Connection: close\r\nContent-Length: " +
                        std::to_string(size) + "\r\n\r\n" + std::string(size, 'a'));
    };
    EXPECT_TRUE(with_body(1000).starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(with_body(1001).starts_with("HTTP/1.1 413 "));
}

// ---- connections ------------------------------------------------------------------------------------------------

TEST_F(ServerTest, HT11_PipelinedRequestsAreAnsweredInOrder) {
    serve();
    RawClient client(server->port());
    std::string requests;
    for (int i = 0; i < 200; ++i) {
        requests += std::string("GET ") + (i % 3 == 0 ? "/echo" : "/now") + "?n=" + std::to_string(i) +
                    "- HTTP/1.1\r\n" + kHost + "\r\n";
    }
    ASSERT_TRUE(client.send(requests));
    client.half_close();
    const auto answers = client.read_to_end();
    std::size_t at = 0;
    for (int i = 0; i < 200; ++i) {
        at = answers.find("n=" + std::to_string(i) + "-|", at);
        ASSERT_NE(at, std::string::npos) << i;
    }
    EXPECT_EQ(count_of(answers, "HTTP/1.1 200 OK"), 200U);
}

TEST_F(ServerTest, HT11_ContinueIsSaidWhereTheBodyIsWelcome) {
    serve();
    RawClient client(server->port());
    client.send("POST /echo HTTP/1.1\r\n" + kHost + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(client.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    EXPECT_TRUE(has(client.read_answer(), "|hello|"));
    client.send("POST /echo HTTP/1.1\r\n" + kHost + "Expect: 100-continue\r\nContent-Length: 2000\r\n\r\n");
    EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 413 "));
}

TEST_F(ServerTest, HT11_UpgradesAreIgnored) {
    serve();
    EXPECT_TRUE(exchange("GET /now HTTP/1.1\r\n" + kHost +
                         "Connection: Upgrade, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n")
                    .starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ServerTest, HT12_SlowClientsAreLetGo) {
    auto options = test_options();
    options.header_timeout = 100ms;
    options.body_timeout = 100ms;
    options.idle_timeout = 100ms;
    serve(options);
    RawClient silent(server->port());
    RawClient slow_head(server->port());
    RawClient slow_body(server->port());
    RawClient idle(server->port());
    slow_head.send("GET /now HT");
    slow_body.send("POST /echo HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\n\r\nhel");
    idle.send(kNext);
    EXPECT_EQ(silent.read_to_end(), "");
    EXPECT_EQ(slow_head.read_to_end(), "");
    EXPECT_EQ(slow_body.read_to_end(), "");
    EXPECT_FALSE(has(idle.read_to_end(), "still open"));
    EXPECT_TRUE(comes_to("blason_http_rejected_total{reason=\"timeout\"} 4\n")) << server->metrics();
}

TEST_F(ServerTest, HT12_SlowReadersAreLetGo) {
    auto options = test_options();
    options.write_timeout = 100ms;
    serve(options);
    RawClient client(server->port());
    client.send("GET /big HTTP/1.1\r\n" + kHost + "\r\n");
    ASSERT_TRUE(comes_to("blason_http_connections 1\n"));
    ASSERT_TRUE(comes_to("blason_http_connections 0\n"));
    EXPECT_LT(client.read_to_end().size(), 20'000'000U);
    EXPECT_TRUE(ask("GET", "/now").starts_with("HTTP/1.1 200 "));
}

TEST_F(ServerTest, HT26_AResetHurtsNobody) {
    serve();
    for (int i = 0; i < 10; ++i) {
        RawClient client(server->port());
        client.send("GET /big HTTP/1.1\r\n" + kHost + "\r\n");
    }
    EXPECT_TRUE(ask("GET", "/now").starts_with("HTTP/1.1 200 "));
}

TEST_F(ServerTest, ConnectionsHaveALimitOfRequests) {
    auto options = test_options();
    options.max_requests_per_connection = 2;
    serve(options);
    const auto answers = exchange(kNext + kNext + kNext);
    EXPECT_EQ(count_of(answers, "HTTP/1.1 200"), 2U);
    EXPECT_EQ(count_of(answers, "\r\nConnection: close\r\n"), 1U);
}

TEST_F(ServerTest, HT13_ConnectionsAboveTheLimitAreTurnedAway) {
    auto options = test_options();
    options.max_connections = 2;
    serve(options);
    RawClient first(server->port());
    first.send(kNext);
    EXPECT_TRUE(has(first.read_answer(), "200 OK"));
    {
        RawClient second(server->port());
        second.send(kNext);
        EXPECT_TRUE(has(second.read_answer(), "200 OK"));
        EXPECT_TRUE(RawClient(server->port()).read_to_end().starts_with("HTTP/1.1 503 "));
    }
    EXPECT_TRUE(answers_again());
}

TEST_F(ServerTest, HT13_OneClientHasItsShareOfConnections) {
    auto options = test_options();
    options.max_connections_per_client = 1;
    serve(options);
    {
        RawClient first(server->port());
        first.send(kNext);
        EXPECT_TRUE(has(first.read_answer(), "200 OK"));
        EXPECT_TRUE(RawClient(server->port()).read_to_end().starts_with("HTTP/1.1 503 "));
    }
    EXPECT_TRUE(answers_again());
}

TEST_F(ServerTest, HT14_SurvivesTheLackOfFileDescriptors) {
    serve();
    EXPECT_TRUE(ask("GET", "/now").starts_with("HTTP/1.1 200 "));
    ASSERT_TRUE(comes_to("blason_http_connections 0\n"));
    {
        const OneMoreDescriptor scarce;
        RawClient turned_away(server->port());
        EXPECT_TRUE(turned_away.connected());
        EXPECT_EQ(turned_away.read_to_end(), "");
    }
    EXPECT_TRUE(ask("GET", "/now").starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(has(server->metrics(), "reason=\"accept-failed\"} 1\n")) << server->metrics();
}

}  // namespace
}  // namespace blason::http
