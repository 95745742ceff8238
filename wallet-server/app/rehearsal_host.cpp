#include "wallet-server/app/rehearsal_host.hpp"

#include <csignal>
#include <cstdio>
#include <filesystem>

#include "conformance/open_badges/consumer.hpp"
#include "conformance/open_badges/test_badge.hpp"
#include "wallet-server/api/authorize.hpp"
#include "wallet-server/app/app.hpp"
#include "wallet-server/http/dispatch.hpp"
#include "wallet-server/http/server.hpp"

namespace blason::app {
namespace {

constexpr const char* kUser = "rehearsal@example.org";

/// A data folder that lives as long as the rehearsal.
class Folder {
  public:
    explicit Folder(crypto::Random& random)
        : path_(std::filesystem::temp_directory_path() / ("blason-rehearsal-" + to_hex(random.bytes(8)))) {}
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// The account the consumer's person signs in with, and badges for it to read.
Result<void> furnish(App& app, const std::string& password, crypto::Random& random) {
    auto& services = app.services();
    if (auto made = services.issuers.create_issuer({"rehearsal", "Rehearsal", "", "https://example.org/", ""}, {});
        !made)
        return std::move(made).error();
    const auto account = services.accounts.sign_up("rehearsal", {kUser, password, "Rehearsal"}, {}, {});
    if (!account) return account.error();
    const auto& holder = account->account.holder;
    for (const auto format : {vc::Format::DataIntegrity, vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const auto badge = conformance::test_badge(conformance::random_urn(random), format, services.clock(), random,
                                                   app.environment());
        if (!badge) return badge.error();
        const auto received = services.wallets.receive("rehearsal", holder, *badge, {});
        if (!received) return received.error();
    }
    const std::string profile =
        R"({"type":["Profile"],"id":")" + std::string(conformance::kTestProfile) + R"(","name":"Rehearsal"})";
    return services.wallets.set_profile("rehearsal", holder, profile, {});
}

/// Everything goes through one row, which hands it to the rows of the installation and writes it down.
http::Router recorded(http::Router inner, const http::Authorize& authorize, conformance::ConsumerRecord& record) {
    const auto rows = std::make_shared<http::Router>(std::move(inner));
    const auto handle = [rows, authorize, &record](const http::Request& given) {
        auto request = given;
        const auto match = rows->match(request.method, request.path);
        request.params = match.params;
        auto response =
            match.route != nullptr ? http::dispatch(*rows, *match.route, authorize, request)
            : match.allow.empty()
                ? rows->not_found(request)
                : rows->error(refused("method-not-allowed", "this path does not know this method"), request);
        record.add(request, response);
        return response;
    };
    http::Router outer;
    for (const auto* method : {"GET", "POST", "PUT", "DELETE"}) {
        outer.mount(
            {{method, "/", http::Access::Public, handle}, {method, "/{rest...}", http::Access::Public, handle}});
    }
    return outer;
}

}  // namespace

Result<conformance::RehearsalReport> serve_rehearsal(const RehearsalHost& options) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    auto& random = crypto::system_random();
    const Folder folder(random);
    config::Config settings;
    settings.port = options.port;
    settings.data = folder.path();
    settings.demo = true;
    auto config = config::checked(std::move(settings));
    if (!config) return std::move(config).error();
    auto outbound = open_outbound(*config);
    if (!outbound) return std::move(outbound).error();
    auto app = App::open(*config, {system_clock(), &random, std::move(*outbound)});
    if (!app) return std::move(app).error();
    const auto password = to_hex(random.bytes(8));
    if (auto furnished = furnish(**app, password, random); !furnished) return std::move(furnished).error();

    conformance::ConsumerRecord record;
    const auto authorize = api::make_authorize((*app)->services());
    http::ServerOptions server_options;
    server_options.port = options.port;
    http::Server server(server_options, recorded((*app)->router(), authorize, record), nullptr);
    if (auto started = server.start(); !started) return std::move(started).error();
    std::fprintf(stderr,
                 "Connect the consumer to %s and sign in as %s with the password %s\nCtrl-C ends the rehearsal.\n",
                 config->base_url.c_str(), kUser, password.c_str());
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    return record.judge(options.writer);
}

}  // namespace blason::app
