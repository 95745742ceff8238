// Settings, the master key, and the server as a process.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "tests/support/running_app.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_app.hpp"
#include "wallet-server/app/master_key.hpp"
#include "wallet-server/app/serve.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::app {
namespace {

template <typename T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

config::Config demo() {
    config::Config config;
    config.demo = true;
    return config;
}

TEST(Config, ReadsAFile) {
    const auto config = config::parse(R"({"listen":"[::1]:9000","baseUrl":"https://badges.example/","data":"d",
        "tls":{"certificate":"c.pem","key":"k.pem"},"masterKey":{"file":"m.key"},"issuerIdentity":"did:key",
        "allowedContexts":{"https://example.org/c":
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"},"workers":4,"drainDelaySeconds":5,"offline":true})");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->host, "::1");
    EXPECT_EQ(config->port, 9000);
    EXPECT_EQ(config->workers, 4U);
    EXPECT_EQ(config->allowed_contexts.at("https://example.org/c").size(), 32U);
    const auto checked = config::checked(*config);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->base_url, "https://badges.example");
    EXPECT_EQ(checked->issuer_identity, config::IssuerIdentity::DidKey);
}

TEST(Config, NamesThePlaceOfWhatItRefuses) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"nonsense":1})", "/nonsense"},
        {R"({"listen":"nowhere"})", "/listen"},
        {R"({"tls":{"cert":"x"}})", "/tls/cert"},
        {R"({"workers":0})", "/workers"},
        {R"({"masterKey":"file"})", "/masterKey"},
        {R"({"offline":"yes"})", "/offline"},
        {R"({"listen":"h:99999"})", "/listen"},
        {R"({"allowedContexts":["https://a.example/c"]})", "/allowedContexts"},
        {R"({"allowedContexts":{"https://a.example/c":"59"}})", "/allowedContexts/https:~1~1a.example~1c"},
        {R"({"allowedContexts":{"http://a.example/c":
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"}})",
         "/allowedContexts/http:~1~1a.example~1c"},
        {R"({"issuerIdentity":"x"})", "/issuerIdentity"}};
    for (const auto& [text, pointer] : cases) {
        const auto config = config::parse(text);
        ASSERT_FALSE(config) << text;
        EXPECT_EQ(config.error().pointer, pointer);
        EXPECT_EQ(config.error().kind, ErrorKind::Usage);
    }
    EXPECT_EQ(code(config::parse("{")), "json-syntax");
}

TEST(Config, RefusesWhatIsNotSafe) {
    auto everywhere = demo();
    everywhere.host = "0.0.0.0";
    EXPECT_EQ(code(config::checked(everywhere)), "demo-needs-loopback");
    config::Config real;
    EXPECT_EQ(code(config::checked(real)), "master-key-source");
    real.key_file = "k";
    EXPECT_EQ(code(config::checked(real)), "");
    real.passphrase_file = "p";
    EXPECT_EQ(code(config::checked(real)), "master-key-source");
    real.passphrase_file.clear();
    real.host = "192.0.2.1";
    EXPECT_EQ(code(config::checked(real)), "tls-required");
    real.tls_certificate = "c";
    EXPECT_EQ(code(config::checked(real)), "tls-incomplete");
    real.tls_key = "k";
    EXPECT_EQ(config::checked(real)->base_url, "https://192.0.2.1:8080");
    real.base_url = "https://badges.example/?q";
    EXPECT_EQ(code(config::checked(real)), "base-url-syntax");
}

TEST(Config, ChoosesTheIdentityOfIssuersByTheBaseUrl) {
    EXPECT_EQ(config::checked(demo())->issuer_identity, config::IssuerIdentity::DidKey);
    auto https = demo();
    https.base_url = "https://badges.example";
    EXPECT_EQ(config::checked(https)->issuer_identity, config::IssuerIdentity::DidWeb);
    auto impossible = demo();
    impossible.issuer_identity = config::IssuerIdentity::DidWeb;
    EXPECT_EQ(code(config::checked(impossible)), "did-web-needs-https");
}

class MasterKey : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = storage::SqliteStore::open(folder.file("blason.db"), 1);
        ASSERT_TRUE(opened);
        store = std::move(*opened);
    }
    std::string open(const MasterKeySource& source) {
        return code(open_master_key(source, *store, crypto::system_random()));
    }
    test::TemporaryFolder folder;
    std::unique_ptr<storage::SqliteStore> store;
};

TEST_F(MasterKey, IsMadeOnceForItsOwnerAndCheckedAtEveryStart) {
    MasterKeySource source{folder.file("master.key"), "", false, crypto::kTestCost};
    EXPECT_EQ(open(source), "secret-file");
    source.make_key_file = true;
    EXPECT_EQ(open(source), "");
    EXPECT_EQ(test::mode_of(source.key_file), 0600U);
    EXPECT_EQ(open(source), "");
    std::filesystem::permissions(source.key_file, std::filesystem::perms(0644));
    EXPECT_EQ(open(source), "secret-file-mode");
    std::filesystem::remove(source.key_file);
    EXPECT_EQ(open(source), "secret-file");  // keys are sealed with the old one: a new one would open nothing
    ASSERT_TRUE(storage::write_secret_file(source.key_file, std::string(64, '0')));
    EXPECT_EQ(open(source), "master-key-wrong");
    std::filesystem::remove(source.key_file);
    ASSERT_TRUE(storage::write_secret_file(source.key_file, "too short"));
    EXPECT_EQ(open(source), "master-key-syntax");
}

TEST_F(MasterKey, AFileThatCannotBeIsRefusedAndNotMade) {
    EXPECT_EQ(open({folder.file(std::string(300, 'k')), "", true, crypto::kTestCost}), "secret-file");
}

TEST_F(MasterKey, ComesFromAPassphraseToo) {
    const MasterKeySource right{"", folder.file("right"), false, crypto::kTestCost};
    const MasterKeySource wrong{"", folder.file("wrong"), false, crypto::kTestCost};
    const MasterKeySource empty{"", folder.file("empty"), false, crypto::kTestCost};
    ASSERT_TRUE(storage::write_secret_file(right.passphrase_file, "a test passphrase\n"));
    ASSERT_TRUE(storage::write_secret_file(wrong.passphrase_file, "another test passphrase"));
    ASSERT_TRUE(storage::write_secret_file(empty.passphrase_file, "\n"));
    EXPECT_EQ(open(empty), "passphrase-empty");
    EXPECT_EQ(open(right), "");
    EXPECT_EQ(open(right), "");
    EXPECT_EQ(open(wrong), "master-key-wrong");
}

TEST(App, TheDemosDataIsNeverServedForReal) {
    const test::TemporaryFolder folder;
    const auto open = [&](bool is_demo) {
        auto config = demo();
        config.demo = is_demo;
        config.data = folder.file("data");
        config.key_file = folder.file("data/master.key");
        Surroundings surroundings;
        surroundings.clock = [] { return Instant{1'800'000'000, 0}; };
        surroundings.random = &crypto::system_random();
        surroundings.outbound.client = std::make_unique<http::OfflineClient>();
        if (is_demo) config.key_file.clear();
        return code(App::open(*config::checked(config), std::move(surroundings)));
    };
    EXPECT_EQ(open(true), "");
    EXPECT_EQ(open(false), "demo-data");
    EXPECT_EQ(open(true), "");
}

/// The first line of the answer to GET PATH; empty when nobody listens.
std::string status_line(std::uint16_t port, const std::string& path) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        const auto request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        EXPECT_EQ(::send(socket, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
        std::array<char, 4096> buffer{};
        for (ssize_t count = 0; (count = ::recv(socket, buffer.data(), buffer.size(), 0)) > 0;)
            answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    ::close(socket);
    return answer.substr(0, answer.find('\r'));
}

/// `blason serve` in a process of its own.
class Served {
  public:
    explicit Served(const ServeOptions& options) : child_(::fork()) {
        if (child_ != 0) return;
        ::close(STDOUT_FILENO);
        ::_exit(serve(options));
    }
    /// Waits until it answers.
    bool is_up(std::uint16_t port) {
        for (int i = 0; i < 600; ++i) {
            if (!status_line(port, "/health/live").empty()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    }
    /// Sends the signal and returns the exit status; -1 when a signal ended it.
    int stop(int signal) {
        ::kill(child_, signal);
        return wait();
    }
    int wait() {
        int status = 0;
        ::waitpid(child_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    pid_t child_;
};

TEST(Serve, AnswersStopsWhenAskedAndKeepsItsData) {
    const test::TemporaryFolder folder;
    ServeOptions options;
    options.demo = true;
    const test::ReservedPort port;
    options.port = port.number();
    options.data = folder.file("data");
    for (const int signal : {SIGTERM, SIGINT}) {
        Served server(options);
        ASSERT_TRUE(server.is_up(*options.port));
        EXPECT_EQ(status_line(*options.port, "/health/ready"), "HTTP/1.1 200 OK");
        EXPECT_EQ(status_line(*options.port, "/issuers"), "HTTP/1.1 200 OK");
        EXPECT_EQ(server.stop(signal), 0);
        EXPECT_FALSE(std::filesystem::exists(folder.file("data/blason.db-wal")));
    }
}

TEST(Serve, RefusesToStartWithoutAMasterKeyAndOnABusyFolder) {
    const test::TemporaryFolder folder;
    ServeOptions options;
    const test::ReservedPort port;
    options.port = port.number();
    options.data = folder.file("data");
    EXPECT_EQ(Served(options).wait(), 2);
    options.demo = true;
    options.host = "0.0.0.0";
    EXPECT_EQ(Served(options).wait(), 2);
    options.host.reset();
    const auto held = storage::DataFolder::open(*options.data);
    ASSERT_TRUE(held);
    EXPECT_EQ(Served(options).wait(), 3);
}

TEST(Installation, SaysWhereItListensAndWhereItIsReached) {
    config::Config config;
    config.port = 28182;
    config.key_file = "master.key";
    const auto plain = config::checked(config);
    ASSERT_TRUE(plain);
    EXPECT_EQ(config::listens_on(*plain, 28182), "Blason listens on http://127.0.0.1:28182");
    config.base_url = "https://badges.example.org";
    const auto proxied = config::checked(config);
    ASSERT_TRUE(proxied);
    EXPECT_EQ(config::listens_on(*proxied, 28182),
              "Blason listens on http://127.0.0.1:28182, and is reached as https://badges.example.org");
    config.demo = true;
    config.host = "nonsense";
    const auto nowhere = config::checked(config);
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, "demo-needs-loopback");
    EXPECT_NE(nowhere.error().detail.find("\"nonsense\""), std::string::npos);
}

}  // namespace
}  // namespace blason::app
