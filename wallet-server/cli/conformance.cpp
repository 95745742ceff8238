// blason conformance open-badges
#include <filesystem>
#include <memory>

#include "conformance/open_badges/displayer.hpp"
#include "conformance/open_badges/issuer.hpp"
#include "conformance/open_badges/provider.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/serialize.hpp"
#include "vc/openbadges/baking.hpp"
#include "wallet-server/app/rehearsal_host.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/person.hpp"
#include "wallet-server/cli/progress.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/service/badge_host/address.hpp"

namespace blason::cli {
namespace {

constexpr const char* kRedirect = "https://rehearsal.example.org/callback";

struct Arguments {
    std::string target;
    std::string issuer;
    std::string login;
    std::string redirect_uri = kRedirect;
    std::string now;
    std::string output;
    std::string badges;
    bool read_only = false;
    bool displayer = false;
    bool serve = false;
    bool writer = false;
    std::uint16_t port = 8090;
};

Result<Status> answer(const conformance::RehearsalReport& report, const Arguments& arguments, const Common& common) {
    const auto text = common.json ? json::serialize(report.json()) : report.text();
    if (auto written = write_output(arguments.output, text); !written) return std::move(written).error();
    return report.passed() ? Status::Done : Status::Refused;
}

Result<Status> run_target(const Arguments& arguments, const Common& common, World& world, Instant now) {
    const auto client = client_for(arguments.target, common.offline);
    auto environment = world.environment();
    environment.client = client.get();  // status lists of a host on this machine are read too
    conformance::ProviderRehearsal rehearsal;
    rehearsal.target = arguments.target;
    rehearsal.client_url = service::badge_host::origin(arguments.redirect_uri);
    rehearsal.redirect_uri = arguments.redirect_uri;
    rehearsal.now = now;
    rehearsal.write = !arguments.read_only;
    rehearsal.authorize =
        arguments.login.empty() ? Authorize(ask_person) : play_person(arguments.login, arguments.redirect_uri, *client);
    return answer(conformance::rehearse_provider(rehearsal, *client, crypto::system_random(), environment), arguments,
                  common);
}

Result<Status> run_issuer(const Arguments& arguments, const Common& common, World& world, Instant now) {
    const auto& input = arguments.issuer;
    auto environment = world.environment();
    std::unique_ptr<net::HttpClient> client;
    std::string text;
    if (input.starts_with("https://") || input.starts_with("http://")) {
        client = client_for(input, common.offline);
        environment.client = client.get();
        net::FetchRequest request;
        request.url = input;
        request.accept = "application/vc, application/ld+json, application/json;q=0.9, */*;q=0.1";
        request.max_bytes = openbadges::kMaxBakedImage;
        auto reply = client->fetch(request);
        if (!reply) return std::move(reply).error();
        if (reply->status != 200)
            return unavailable("fetch-status", input + " answers " + std::to_string(reply->status) + ".");
        text = std::move(reply->body);
    } else {
        auto read = read_input(input);
        if (!read) return std::move(read).error();
        text = std::move(*read);
    }
    return answer(conformance::judge_issuer(input, text, now, environment), arguments, common);
}

/// The badges for another displayer: a folder that --documents takes.
Result<void> write_badges(const conformance::DisplayerSet& set, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return Error{"output-unwritable", "The folder cannot be made: " + failed.message(), "", ErrorKind::Usage};
    json::Object index;
    std::size_t number = 0;
    for (const auto& [url, text] : set.documents) {
        const auto name = "document-" + std::to_string(++number) + ".json";
        index[url] = json::Object{{"file", name}, {"contentType", "application/vc"}};
        if (auto written = write_output((folder / name).string(), text); !written) return written;
    }
    for (const auto& badge : set.badges) {
        if (auto written = write_output((folder / (badge.name + ".json")).string(), badge.text); !written)
            return written;
    }
    return write_output((folder / "index.json").string(), json::pretty(index));
}

Result<Status> run_displayer(const Arguments& arguments, const Common& common, World& world, Instant now) {
    const auto set = conformance::displayer_set(now, crypto::system_random(), world.environment());
    if (!set) return set.error();
    if (!arguments.badges.empty()) {
        if (auto written = write_badges(*set, arguments.badges); !written) return std::move(written).error();
    }
    return answer(conformance::rehearse_displayer(*set, now, world.environment()), arguments, common);
}

Result<Status> run_open_badges(const Arguments& arguments, const Common& common, Progress& progress) {
    progress.stop();
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    if (!arguments.target.empty()) return run_target(arguments, common, **world, *now);
    if (!arguments.issuer.empty()) return run_issuer(arguments, common, **world, *now);
    if (arguments.serve) {
        const auto report = app::serve_rehearsal({arguments.port, arguments.writer});
        if (!report) return report.error();
        return answer(*report, arguments, common);
    }
    if (arguments.displayer) return run_displayer(arguments, common, **world, *now);
    return Error{"usage", "Say what is rehearsed: --target URL, --serve, --issuer FILE|URL or --displayer.", "",
                 ErrorKind::Usage};
}

}  // namespace

void add_conformance(CLI::App& app, Invocation& invocation) {
    auto* parent = app.add_subcommand("conformance", "Rehearse a certification");
    parent->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(*parent, "open-badges", "Play the Open Badges 3.0 certification system", invocation);
    auto* target = command->add_option("--target", arguments->target, "base address of a host: its service provider")
                       ->type_name("URL");
    command->add_option("--issuer", arguments->issuer, "a badge that an issuer would submit")
        ->type_name("FILE|URL")
        ->excludes(target);
    auto* displayer =
        command->add_flag("--displayer", arguments->displayer,
                          "valid, expired and revoked badges of both editions, as our verifier sees them");
    auto* serve = command->add_flag("--serve", arguments->serve,
                                    "play the provider for a service consumer under test, on 127.0.0.1");
    command->add_option("--port", arguments->port, "with --serve; 8090 when absent")->type_name("PORT")->needs(serve);
    command->add_flag("--writer", arguments->writer, "with --serve: the consumer sends badges instead of reading them")
        ->needs(serve);
    command->add_option("--badges", arguments->badges, "with --displayer: also write them here, for other displayers")
        ->type_name("DIR")
        ->needs(displayer);
    command->add_option("--login", arguments->login, "two lines, name and password; without it a person is asked")
        ->type_name("FILE");
    command->add_option("--redirect-uri", arguments->redirect_uri, "where the host sends the browser back to")
        ->type_name("URL");
    command->add_flag("--read-only", arguments->read_only, "send no badges and no profile");
    command->add_option("--now", arguments->now, "time to judge by; the system's when absent")->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_open_badges(*arguments, invocation.common, progress);
        };
    });
}

}  // namespace blason::cli
