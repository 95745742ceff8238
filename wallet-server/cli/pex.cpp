// blason pex evaluate
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/pex/report.hpp"
#include "vc/pex/status.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

using vc::pex::Candidate;
using vc::pex::Fact;

struct Arguments {
    std::string definition;
    std::vector<std::string> credentials;
    std::vector<std::string> holders;
    std::string now;
    std::string output;
};

/// An error of a file says which one.
Error of_file(Error error, const std::string& path) {
    error.detail = path + ": " + error.detail;
    return error;
}

Result<vc::pex::Definition> read_definition(const std::string& path) {
    const auto text = read_input(path);
    if (!text) return text.error();
    const auto value = json::parse(*text);
    if (!value) return value.error();
    return vc::pex::parse_definition(*value);
}

Result<Candidate> read_credential(const std::string& path, const vc::pex::Definition& definition, Instant now,
                                  World& world) {
    const auto text = read_input(path);
    if (!text) return text.error();
    auto candidate = vc::pex::read_candidate(*text);
    if (!candidate) return of_file(std::move(candidate).error(), path);
    if (candidate->revoked == Fact::Unknown && vc::pex::asks_for_status(definition)) {
        const auto looked_up = vc::pex::look_up_status(*text, *candidate, now, world.environment());
        if (!looked_up) return looked_up.error();
    }
    return candidate;
}

/// Exit statuses: 0 what is asked for can be presented, 1 it cannot, 3 that is not known.
Status status_of(vc::pex::Answer answer) {
    switch (answer) {
        case vc::pex::Answer::Satisfied:
            return Status::Done;
        case vc::pex::Answer::Unsatisfied:
            return Status::Refused;
        case vc::pex::Answer::Unknown:
            break;
    }
    return Status::Unknown;
}

Result<Status> run_evaluate(const Arguments& arguments, const Common& common) {
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    const auto definition = read_definition(arguments.definition);
    if (!definition) return definition.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    std::vector<Candidate> candidates;
    for (const std::string& path : arguments.credentials) {
        auto candidate = read_credential(path, *definition, *now, **world);
        if (!candidate) return std::move(candidate).error();
        candidates.push_back(std::move(*candidate));
    }
    vc::pex::EvaluateOptions options;
    options.now = *now;
    options.holders = arguments.holders;
    const auto report = vc::pex::answer(*definition, candidates, options);
    if (!report) return report.error();
    const std::string id = to_hex(crypto::system_random().bytes(16));
    const json::Value result = vc::pex::to_json(*definition, candidates, *report, id);
    const std::string text = common.json ? json::serialize(result) : json::pretty(result);
    if (const auto written = write_output(arguments.output, text); !written) return written.error();
    return status_of(report->answer);
}

}  // namespace

void add_pex(CLI::App& app, Invocation& invocation) {
    auto* pex = app.add_subcommand("pex", "DIF Presentation Exchange");
    pex->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(*pex, "evaluate", "Which credentials a presentation definition asks for", invocation);
    command->add_option("DEFINITION", arguments->definition, "presentation definition, version 1 or 2, as JSON")
        ->required();
    command->add_option("CREDENTIALS", arguments->credentials, "credentials: JSON, JWT or SD-JWT");
    command
        ->add_option("--holder", arguments->holders,
                     "identifier of who would present them, for is_holder; may be repeated")
        ->type_name("ID")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--now", arguments->now, "time to judge expiry by; the system's when absent")
        ->type_name("INSTANT");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_evaluate(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
