// A verifier with a certificate that an operator gave, and wallets that were told whom to believe.
#include "wallet-server/app/presentation_files.hpp"

#include <gtest/gtest.h>

#include "did/did_key.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/temporary_folder.hpp"
#include "vc/oid4vp/link.hpp"
#include "wallet-server/app/app.hpp"
#include "wallet-server/http/client/offline_client.hpp"

namespace blason::app {
namespace {

/// Test key 1, and certificates for "127.0.0.1" and another host that it signed for itself (made with
/// crypto::make_certificate).
std::unique_ptr<crypto::Signer> test_signer(std::uint8_t seed) {
    return *crypto::make_signer(*crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, seed)));
}

std::string pem_of(ByteView der) {
    auto text = text::base64url_encode(der);
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    text.append((4 - text.size() % 4) % 4, '=');
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
}

class PresentationFilesTest : public testing::Test {
  protected:
    std::string write(const std::string& name, const std::string& text) {
        const auto file = folder_.file(name);
        EXPECT_TRUE(storage::write_secret_file(file, text));
        return file;
    }
    static std::string certificate(const std::string& host) {
        const auto der =
            crypto::make_certificate(*test_signer(1), {host, {host}, {1'700'000'000, 0}, {1'900'000'000, 0}});
        EXPECT_TRUE(der) << der.error().detail;
        return pem_of(*der);
    }
    static std::string key(std::uint8_t seed) {
        return crypto::private_jwk_text(*crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, seed)));
    }
    config::Config config(const std::string& host) {
        config::Config out;
        out.data = folder_.file("data");
        out.demo = true;
        out.presentation_certificate = write("certificate.pem", certificate(host));
        out.presentation_key = write("key.json", key(1));
        return *config::checked(out);
    }
    static Result<std::unique_ptr<App>> open(const config::Config& config) {
        Surroundings surroundings;
        surroundings.clock = [] { return Instant{1'800'000'000, 0}; };
        surroundings.random = &crypto::system_random();
        surroundings.outbound.client = std::make_unique<http::OfflineClient>();
        surroundings.passphrase_cost = crypto::kTestCost;
        surroundings.password_cost = crypto::kTestCost;
        auto app = App::open(config, std::move(surroundings));
        const bool made = app && (*app)->services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        EXPECT_TRUE(made);
        return app;
    }
    static Result<service::oid4vp::PresentationRequest> ask(App& app, vc::oid4vp::ClientIdPrefix prefix) {
        service::oid4vp::NewPresentationRequest request;
        request.org = "alpha";
        request.prefix = prefix;
        request.by_value = true;
        request.dcql_query =
            json::parse(R"({"credentials": [{"id": "a", "format": "ldp_vc", "meta": {}}]})")->as_object();
        return app.services().presentations.ask(request, {});
    }

    test::TemporaryFolder folder_;
};

TEST_F(PresentationFilesTest, TheGivenCertificateNamesTheVerifier) {
    const auto settings = config("127.0.0.1");
    const auto app = open(settings);
    ASSERT_TRUE(app) << app.error().detail;
    const auto chain = crypto::certificates_from_pem(certificate("127.0.0.1"));
    ASSERT_TRUE(chain);
    vc::oid4vp::Trust trust;
    trust.anchors = *chain;
    for (const auto prefix : {vc::oid4vp::ClientIdPrefix::X509Hash, vc::oid4vp::ClientIdPrefix::X509SanDns}) {
        const auto asked = ask(**app, prefix);
        ASSERT_TRUE(asked) << asked.error().detail;
        const bool by_hash = prefix == vc::oid4vp::ClientIdPrefix::X509Hash;
        EXPECT_EQ(asked->client_id, by_hash ? "x509_hash:" + chain->front().thumbprint() : "x509_san_dns:127.0.0.1");
        const auto link = vc::oid4vp::read_link(asked->link);
        ASSERT_TRUE(link);
        test::TestEnvironment environment;
        const auto known = vc::oid4vp::open_request_object(
            link->request, {{1'800'000'000, 0}, asked->client_id, {}, trust, environment.resolver});
        ASSERT_TRUE(known) << known.error().detail;
        EXPECT_TRUE(known->vouched);
    }
}

TEST_F(PresentationFilesTest, ACertificateForAnotherHostIsNoName) {
    const auto settings = config("verifier.example");
    const auto app = open(settings);
    ASSERT_TRUE(app) << app.error().detail;
    EXPECT_EQ(ask(**app, vc::oid4vp::ClientIdPrefix::X509SanDns).error().code, "certificate-name");
    EXPECT_TRUE(ask(**app, vc::oid4vp::ClientIdPrefix::X509Hash));
}

TEST_F(PresentationFilesTest, FilesAreChecked) {
    const auto code = [](const config::Config& settings) {
        const auto read = read_presentation_files(settings);
        return read ? std::string() : read.error().code;
    };
    auto settings = config("127.0.0.1");
    EXPECT_EQ(code(settings), "");
    settings.presentation_key = write("other.json", key(2));
    EXPECT_EQ(code(settings), "key-mismatch");
    settings.presentation_key = folder_.file("nothing");
    EXPECT_EQ(code(settings), "presentation-file");
    settings.presentation_certificate = write("text.pem", "text");
    settings.presentation_key = folder_.file("key.json");
    EXPECT_EQ(code(settings), "certificate-malformed");
    settings.presentation_certificate.clear();
    settings.presentation_trust =
        write("trust.json", R"({"verifiers": [{"clientId": "school", "addresses": ["https://a.example"]}]})");
    EXPECT_EQ(code(settings), "");
    settings.presentation_trust = write("bad.json", R"({"verifiers": [{}]})");
    EXPECT_EQ(code(settings), "missing-member");
    settings.presentation_trust = write("worse.json", R"({"certificates": ["text"]})");
    EXPECT_EQ(code(settings), "certificate-malformed");
    config::Config half;
    half.demo = true;
    half.presentation_certificate = "certificate.pem";
    EXPECT_EQ(config::checked(half).error().code, "presentations-incomplete");
}

}  // namespace
}  // namespace blason::app
