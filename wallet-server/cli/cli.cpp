#include "wallet-server/cli/cli.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <span>
#include <string_view>

#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/errors.hpp"
#include "wallet-server/cli/progress.hpp"

namespace blason::cli {
namespace {

bool wants_json(std::span<char* const> arguments) {
    return std::ranges::any_of(arguments, [](std::string_view text) { return text == "--json"; });
}

int wrong_usage(const CLI::ParseError& problem, bool json) {
    const Error error{"usage", problem.what(), {}, ErrorKind::Usage};
    print_error(error, json);
    if (!json) std::cerr << "`blason --help` and `blason COMMAND --help` say what is possible.\n";
    return static_cast<int>(Status::Usage);
}

void add_commands(CLI::App& app, Invocation& invocation) {
    add_serve(app, invocation);
    add_key(app, invocation);
    add_issue(app, invocation);
    add_derive(app, invocation);
    add_present(app, invocation);
    add_dcql(app, invocation);
    add_verify(app, invocation);
    add_bake(app, invocation);
    add_unbake(app, invocation);
    add_did(app, invocation);
    add_jsonld(app, invocation);
    add_canonicalize(app, invocation);
    add_status(app, invocation);
    add_badges(app, invocation);
    add_openbadges(app, invocation);
    add_conformance(app, invocation);
    add_clr(app, invocation);
    add_wallet(app, invocation);
    add_pex(app, invocation);
}

int run_command(int argc, char** argv, bool json) {
    CLI::App app{"Issues, holds and verifies Open Badges 3.0 and Verifiable Credentials.", "blason"};
    app.set_version_flag("--version", BLASON_VERSION);
    app.require_subcommand(1);
    Invocation invocation;
    add_commands(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
        return wrong_usage(problem, json);
    }

    Progress progress;
    const auto status = invocation.action(progress);
    progress.stop();
    if (status) return static_cast<int>(*status);
    print_error(status.error(), invocation.common.json);
    return static_cast<int>(status_of(status.error()));
}

}  // namespace

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& help, Invocation& invocation) {
    CLI::App* command = parent.add_subcommand(name, help);
    command
        ->add_option("--documents", invocation.common.documents,
                     "folder whose index.json maps URLs to files that are used instead of fetching")
        ->type_name("DIR");
    command->add_flag("--offline", invocation.common.offline, "fetch nothing; what is missing is reported as unknown");
    command->add_flag("--json", invocation.common.json, "answer, and report errors, as JSON");
    return command;
}

int run(int argc, char** argv) {
    const bool json = wants_json({argv, static_cast<std::size_t>(argc)});
    return exit_status([&] { return run_command(argc, argv, json); }, json);
}

}  // namespace blason::cli
