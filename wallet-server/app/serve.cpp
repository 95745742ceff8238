#include "wallet-server/app/serve.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "wallet-server/api/authorize.hpp"
#include "wallet-server/app/app.hpp"
#include "wallet-server/app/outbound.hpp"
#include "wallet-server/http/server.hpp"
#include "wallet-server/storage/data_folder.hpp"
#include "wallet-server/web/demo_catalogue.hpp"

namespace blason::app {
namespace {

constexpr int kStopped = 0;
constexpr int kUsage = 2;
constexpr int kNotStarted = 3;

int report(const Error& error) {
    std::fprintf(stderr, "blason: %s%s%s (%s)\n", error.pointer.c_str(), error.pointer.empty() ? "" : ": ",
                 error.detail.c_str(), error.code.c_str());
    return error.kind == ErrorKind::Usage || error.kind == ErrorKind::Malformed ? kUsage : kNotStarted;
}

Result<config::Config> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return Error{"config-file", "The configuration file " + path + " cannot be read.", "", ErrorKind::Usage};
    return config::parse(text.str());
}

/// The file's settings with the command line over them.
Result<config::Config> settings(const ServeOptions& options) {
    config::Config config;
    if (options.config) {
        auto file = read_file(*options.config);
        if (!file) return file;
        config = std::move(*file);
    }
    const auto over = [](const auto& given, auto& target) {
        if (given) target = *given;
    };
    over(options.host, config.host);
    over(options.port, config.port);
    over(options.base_url, config.base_url);
    over(options.data, config.data);
    over(options.documents, config.documents);
    over(options.tls_certificate, config.tls_certificate);
    over(options.tls_key, config.tls_key);
    over(options.key_file, config.key_file);
    over(options.passphrase_file, config.passphrase_file);
    if (options.demo) config.demo = true;
    if (options.offline) config.offline = true;
    return config::checked(std::move(config));
}

/// SIGTERM and SIGINT are taken by `wait_for_stop` and by no other thread: to be called before any is started.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void wait_for_stop(const sigset_t& signals) {
    int received = 0;
    sigwait(&signals, &received);
}

/// From now on a second signal ends the program at once: what was acknowledged is in the store's log already.
void stop_at_once_on_second_signal(const sigset_t& signals) {
    struct sigaction action {};
    action.sa_handler = [](int) { ::_exit(kStopped); };
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

/// New files are for their owner; no memory with keys in it reaches a core file or a debugger of the same user.
void harden(bool demo) {
    ::umask(0077);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    if (demo) return;
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (::geteuid() == 0) std::fprintf(stderr, "blason: running as root is not needed; give the server its own user\n");
}

http::ServerOptions server_options(const config::Config& config) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = config.port;
    options.tls_certificate_file = config.tls_certificate;
    options.tls_key_file = config.tls_key;
    options.workers = config.workers;
    return options;
}

}  // namespace

Result<std::unique_ptr<App>> open_installation(const ServeOptions& options) {
    const auto config = settings(options);
    if (!config) return config.error();
    if (auto there = storage::has_database(config->data); !there) return std::move(there).error();
    auto outbound = open_outbound(*config);
    if (!outbound) return std::move(outbound).error();
    return App::open(*config, {system_clock(), &crypto::system_random(), std::move(*outbound)});
}

int serve(const ServeOptions& options) {
    const auto config = settings(options);
    if (!config) return report(config.error());
    harden(config->demo);
    const auto signals = block_stop_signals();

    auto outbound = open_outbound(*config);
    if (!outbound) return report(outbound.error());
    auto opened = App::open(*config, {system_clock(), &crypto::system_random(), std::move(*outbound)});
    if (!opened) return report(opened.error());
    App& app = **opened;
    const auto first_key = app.make_first_key();
    if (!first_key) return report(first_key.error());
    if (config->demo) {
        if (auto loaded = web::load_demo(app.services().issuers, app.services().wallets); !loaded)
            return report(loaded.error());
    }

    http::Server server(server_options(*config), app.router(), api::make_authorize(app.services()));
    app.set_metrics([&server] { return server.metrics(); });
    if (auto started = server.start(); !started) return report(started.error());

    if (*first_key) std::printf("The administrator's API key is in %s\n", first_key->value().c_str());
    std::printf("%s\n", config::listens_on(*config, server.port()).c_str());
    if (config->demo) {
        std::printf(
            "Open it in a browser: issue a badge, keep it in the wallet, present it, verify it. Ctrl-C stops; the data "
            "stay in %s.\n",
            config->data.c_str());
    }
    std::fflush(stdout);

    wait_for_stop(signals);
    app.drain();
    stop_at_once_on_second_signal(signals);
    if (config->drain_delay_seconds > 0) ::sleep(config->drain_delay_seconds);
    server.stop();
    app.set_metrics([] { return std::string(); });
    return kStopped;
}

}  // namespace blason::app
