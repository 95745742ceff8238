// blason openbadges connect|pull|push: the client's side of the Open Badges API, with a connection kept in a file.
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "engine/crypto/random.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/read.hpp"
#include "vc/verify_received.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/person.hpp"
#include "wallet-server/cli/progress.hpp"
#include "wallet-server/cli/upgrade.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/hopeless.hpp"
#include "wallet-server/service/badge_host/session.hpp"
#include "wallet-server/service/badge_host/wanted_scopes.hpp"

namespace blason::cli {
namespace {

using service::badge_host::Connection;
using service::badge_host::HostSession;
using service::badge_host::OAuthClient;

/// Nothing needs to be at this address: the person copies it out of the browser.
constexpr const char* kRedirect = "https://blason.example.org/callback";

struct Arguments {
    std::string address;
    std::string connection;
    std::string redirect_uri = kRedirect;
    std::string login;
    std::string since;
    std::string output;
    std::string profile;
    std::vector<std::string> credentials;
    bool with_profile = false;
};

Result<Connection> read_connection(const std::string& file) {
    const auto text = read_input(file);
    if (!text) return text.error();
    return service::badge_host::connection_from_text(*text);
}

Result<void> write_connection(const std::string& file, const Connection& connection) {
    return write_output(file, service::badge_host::to_text(connection), kSecretFile);
}

Result<Status> run_connect(const Arguments& arguments, const Common& common, Progress& progress) {
    progress.stop();
    const auto client = client_for(arguments.address, common.offline);
    auto host = service::badge_host::discover(arguments.address, *client);
    if (!host) return std::move(host).error();
    Connection connection;
    connection.host = std::move(*host);
    OAuthClient oauth(connection.host, *client);
    service::badge_host::ClientInfo info;
    info.base_url = service::badge_host::origin(arguments.redirect_uri);
    info.redirect_uri = arguments.redirect_uri;
    info.software_version = "0.1";
    const auto scopes = service::badge_host::wanted_scopes(connection.host);
    auto registration = oauth.register_client(info, scopes);
    if (!registration) return std::move(registration).error();
    connection.registration = std::move(*registration);
    const auto pending = oauth.authorization(connection.registration, scopes, crypto::system_random());
    const auto query = arguments.login.empty()
                           ? ask_person(pending.url)
                           : play_person(arguments.login, arguments.redirect_uri, *client)(pending.url);
    if (!query) return query.error();
    const auto code = oauth.code_of(*query, pending);
    if (!code) return code.error();
    auto tokens = oauth.exchange(connection.registration, pending, *code, system_now());
    if (!tokens) return std::move(tokens).error();
    connection.tokens = std::move(*tokens);
    if (auto written = write_connection(arguments.output, connection); !written) return std::move(written).error();
    return Status::Done;
}

/// Runs `work(HostSession&)` over the connection in the file; new tokens go back into it.
template <typename Work>
Result<Status> with_session(const Arguments& arguments, const Common& common, const Work& work) {
    auto connection = read_connection(arguments.connection);
    if (!connection) return std::move(connection).error();
    const auto client = client_for(connection->host.base_url, common.offline);
    HostSession session(*connection, *client, system_now,
                        [&](const Connection& now) { return write_connection(arguments.connection, now); });
    return work(session);
}

/// Every byte as it came: without a line end that is not there.
Result<void> write_bytes(const std::filesystem::path& path, std::string_view bytes) {
    auto output = Output::open(path.string());
    if (!output) return std::move(output).error();
    if (auto written = output->write(bytes); !written) return written;
    return output->commit();
}

std::string file_name(std::size_t number, std::string_view text) {
    auto digits = std::to_string(number);
    digits.insert(0, 6 - std::min<std::size_t>(digits.size(), 6), '0');
    return digits + "." + std::string(vc::file_extension(vc::credential_media_type(text)));
}

Result<Status> run_pull(const Arguments& arguments, const Common& common, Progress& progress) {
    const auto world = World::open(common);
    if (!world) return world.error();
    const std::filesystem::path folder = arguments.output;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return Error{"output-unwritable", "The folder cannot be made: " + failed.message(), "", ErrorKind::Usage};

    return with_session(arguments, common, [&](HostSession& session) -> Result<Status> {
        std::string summary;
        std::size_t number = 0;
        auto worst = Status::Done;
        const auto take = [&](const std::string& text) -> Result<void> {
            const auto name = file_name(++number, text);
            progress.lines(number);
            vc::VerifyOptions options;
            options.now = system_now();
            const auto report = vc::verify_received(text, options, (*world)->environment());
            if (!report) return report.error();
            if (report->verdict() != vc::Verdict::Valid) worst = Status::Refused;
            summary += name + " " + std::string(vc::to_text(report->verdict())) + "\n";
            return write_bytes(folder / name, text);
        };
        service::badge_host::ReadOptions options;
        options.since = arguments.since;
        const auto read = session.read_badges(options, take);
        if (!read) return read.error();
        if (arguments.with_profile) {
            const auto profile = session.read_profile();
            if (!profile) return profile.error();
            if (auto written = write_bytes(folder / "profile.json", *profile); !written)
                return std::move(written).error();
        }
        summary += std::to_string(*read) + " badges";
        if (auto written = write_output({}, summary); !written) return std::move(written).error();
        return worst;
    });
}

/// The credential in a file, out of its picture when it is baked.
Result<std::string> credential_of(const std::string& file) {
    auto text = read_input(file);
    if (!text || !openbadges::image_type(*text)) return text;
    auto unbaked = openbadges::unbake(*text);
    if (!unbaked) return std::move(unbaked).error();
    return std::move(unbaked->text);
}

Result<service::badge_host::Sent> send_file(HostSession& session, const std::string& file) {
    const auto text = credential_of(file);
    if (!text) return text.error();
    return session.send_badge(*text);
}

Result<Status> run_push(const Arguments& arguments, const Common& common, Progress& progress) {
    return with_session(arguments, common, [&](HostSession& session) -> Result<Status> {
        std::string summary;
        std::size_t number = 0;
        auto worst = Status::Done;
        for (const auto& file : arguments.credentials) {
            const auto sent = send_file(session, file);
            if (sent) {
                summary += file + (sent->created ? " created\n" : " replaced\n");
            } else if (service::badge_host::is_hopeless(sent.error())) {
                // What was sent until then is there, and said.
                if (!summary.empty()) static_cast<void>(write_output({}, summary));
                return sent.error();
            } else {
                worst = Status::Refused;
                summary += file + " refused: " + sent.error().detail + " (" + sent.error().code + ")\n";
            }
            progress.lines(++number);
        }
        if (!arguments.profile.empty()) {
            const auto text = read_input(arguments.profile);
            if (!text) return text.error();
            const auto sent = session.send_profile(*text);
            if (!sent) return sent.error();
            summary += arguments.profile + " sent\n";
        }
        if (auto written = write_output({}, summary); !written) return std::move(written).error();
        return worst;
    });
}

}  // namespace

void add_openbadges(CLI::App& app, Invocation& invocation) {
    auto* parent =
        app.add_subcommand("openbadges", "Open Badges of other hosts, by their API, and of earlier versions");
    parent->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();

    auto* connect = add_command(*parent, "connect", "Find a host, register there and ask for access", invocation);
    connect->add_option("ADDRESS", arguments->address, "base address of the host")->required();
    connect->add_option("-o,--output", arguments->output, "file for the connection; it holds secrets")
        ->type_name("FILE")
        ->required();
    connect
        ->add_option("--login", arguments->login, "two lines, name and password: sign in and agree without a browser")
        ->type_name("FILE");
    connect->add_option("--redirect-uri", arguments->redirect_uri, "where the host sends the browser back to")
        ->type_name("URL");
    connect->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_connect(*arguments, invocation.common, progress);
        };
    });

    auto* pull =
        add_command(*parent, "pull", "Read every badge of the host into a folder, and verify each", invocation);
    pull->add_option("CONNECTION", arguments->connection, "file of connect")->required();
    pull->add_option("-o,--output", arguments->output, "folder")->type_name("DIR")->required();
    pull->add_option("--since", arguments->since, "only badges issued after this time")->type_name("INSTANT");
    pull->add_flag("--profile", arguments->with_profile, "also the profile, as profile.json");
    pull->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_pull(*arguments, invocation.common, progress);
        };
    });

    auto* push = add_command(*parent, "push", "Send badges, and a profile, to the host", invocation);
    push->add_option("CONNECTION", arguments->connection, "file of connect")->required();
    push->add_option("CREDENTIAL", arguments->credentials, "files: JSON, compact JWS, or baked images");
    push->add_option("--profile", arguments->profile, "file with a profile")->type_name("FILE");
    push->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_push(*arguments, invocation.common, progress);
        };
    });
    add_upgrade(*parent, invocation);
}

}  // namespace blason::cli
