#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.hpp"
#include "tests/wallet-server/http/server_fixture.hpp"
#include "tests/wallet-server/http/test_certificate.hpp"
#include "wallet-server/http/client/curl_client.hpp"

namespace blason::http {
namespace {

using namespace std::chrono_literals;

class TlsTest : public ServerTest {
  protected:
    void SetUp() override { certificate.emplace(folder); }
    ServerOptions tls_options() const {
        auto options = test_options();
        options.tls_certificate_file = certificate->certificate_file;
        options.tls_key_file = certificate->key_file;
        return options;
    }
    CurlClient trusting() const {
        CurlOptions options;
        options.allow_loopback_http = true;
        options.ca_file = certificate->certificate_file;
        return CurlClient(options);
    }
    net::FetchRequest request(const std::string& path, const std::string& host = "localhost") const {
        net::FetchRequest out;
        out.url = "https://" + host + ":" + std::to_string(server->port()) + path;
        return out;
    }

    const test::TemporaryFolder place;
    const std::filesystem::path folder = place.path();
    std::optional<TestCertificate> certificate;
};

TEST_F(TlsTest, SpeaksTls) {
    serve(tls_options());
    auto client = trusting();
    auto post = request("/echo?x");
    post.method = "POST";
    post.body = std::string(900, 'b');
    const auto reply = client.fetch(post);
    ASSERT_TRUE(reply.has_value()) << reply.error().detail;
    EXPECT_EQ(reply->status, 200);
    EXPECT_NE(reply->body.find(post.body), std::string::npos);
    const std::pair<std::string, std::string> hsts{"strict-transport-security", "max-age=31536000"};
    EXPECT_NE(std::find(reply->headers.begin(), reply->headers.end(), hsts), reply->headers.end());

    auto big = request("/big");
    big.max_bytes = 20'000'000;
    big.timeout = kPatience;
    const auto whole = client.fetch(big);
    ASSERT_TRUE(whole.has_value()) << whole.error().detail;
    EXPECT_EQ(whole->body.size(), 20'000'000U);
}

TEST_F(TlsTest, NT6_UnknownAuthoritiesAndOtherNamesAreRefused) {
    serve(tls_options());
    CurlOptions without_authority;
    without_authority.allow_loopback_http = true;
    CurlClient stranger(without_authority);
    const auto unknown = stranger.fetch(request("/now"));
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().code, "fetch-failed");
    auto client = trusting();
    const auto other_name = client.fetch(request("/now", "127.0.0.2"));
    ASSERT_FALSE(other_name.has_value());
    EXPECT_EQ(other_name.error().code, "fetch-failed");
}

TEST_F(TlsTest, HT22_AHandshakeHasATimeLimitAndPlainTextNoAnswer) {
    auto options = tls_options();
    options.header_timeout = 500ms;
    serve(options);
    RawClient silent(server->port());
    EXPECT_EQ(silent.read_to_end(), "");
    const auto plain = ask("GET", "/now");
    EXPECT_EQ(plain.find("HTTP/1.1"), std::string::npos);
    // The short time is that of good clients, too: on a machine that stands still for a moment they need another try.
    bool served = false;
    for (int i = 0; i < 20 && !served; ++i) served = trusting().fetch(request("/now")).has_value();
    EXPECT_TRUE(served);
}

TEST_F(TlsTest, ABadConfigurationIsSaid) {
    const auto start_with = [](ServerOptions options) {
        Server bad(std::move(options), {}, nullptr);
        const auto started = bad.start();
        return started ? "" : started.error().code;
    };
    auto options = tls_options();
    options.tls_key_file = "";
    EXPECT_EQ(start_with(options), "tls-configuration");
    options.tls_key_file = options.tls_certificate_file;
    EXPECT_EQ(start_with(options), "tls-configuration");
    const auto other = folder / "other";
    std::filesystem::create_directories(other);
    options.tls_key_file = TestCertificate(other).key_file;
    EXPECT_EQ(start_with(options), "tls-configuration");
}

}  // namespace
}  // namespace blason::http
