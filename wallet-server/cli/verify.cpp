// blason verify
#include <memory>
#include <utility>

#include "engine/json/serialize.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/verify.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/ordered_lines.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/report_text.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string input;
    std::string output;
    std::string now;
    std::optional<std::string> recipient;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
    bool strict = false;
    bool trace = false;
    bool ndjson = false;
    unsigned threads = 0;
};

Status status_of(vc::Verdict verdict) {
    switch (verdict) {
        case vc::Verdict::Valid:
            return Status::Done;
        case vc::Verdict::Invalid:
            return Status::Refused;
        case vc::Verdict::Unknown:
            break;
    }
    return Status::Unknown;
}

/// A file, standard input, or what a URL answers.
Result<std::string> read_document(const std::string& input, World& world) {
    if (!input.starts_with("https://") && !input.starts_with("http://")) return read_input(input);
    net::FetchRequest request;
    request.url = input;
    request.accept = "application/vc, application/vp, application/ld+json, application/json;q=0.9, */*;q=0.1";
    request.max_bytes = openbadges::kMaxBakedImage;
    auto reply = world.client().fetch(request);
    if (!reply) return std::move(reply).error();
    if (reply->status != 200) {
        return unavailable("fetch-status", input + " answers " + std::to_string(reply->status) + ".");
    }
    return std::move(reply->body);
}

Result<Status> verify_one(const Arguments& arguments, const Common& common, World& world,
                          const vc::VerifyOptions& options) {
    const auto text = read_document(arguments.input, world);
    if (!text) return text.error();
    const auto report = vc::verify(*text, options, world.environment());
    if (!report) return report.error();
    const std::string answer = common.json ? json::serialize(vc::to_json(*report)) : report_text(*report);
    if (const auto written = write_output(arguments.output, answer); !written) return written.error();
    return status_of(report->verdict());
}

/// A line that is not even readable is an error of that line, not a verdict.
const vc::Check* unreadable(const vc::Report& report) {
    const vc::Check* format = report.find("format");
    return format != nullptr && format->outcome == vc::Outcome::Fail && report.credential.is_null() ? format : nullptr;
}

Result<Status> verify_lines(const Arguments& arguments, const Common& common, World& world,
                            const vc::VerifyOptions& options, Progress& progress) {
    const auto work = [&](std::string_view line, std::size_t number) -> LineAnswer {
        const auto report = vc::verify(line, options, world.environment());
        if (!report) return line_error(report.error(), number);
        if (const auto* format = unreadable(*report)) {
            return line_error(malformed(format->code, format->message, format->pointer), number);
        }
        return {common.json ? json::serialize(vc::to_json(*report)) : report_line(*report),
                status_of(report->verdict())};
    };
    return run_lines(arguments.input, arguments.output, arguments.threads, work, progress);
}

Result<Status> run_verify(const Arguments& arguments, const Common& common, Progress& progress) {
    vc::VerifyOptions options;
    const auto now = instant_option(arguments.now, "--now");
    if (!now) return now.error();
    options.now = *now;
    options.strict = arguments.strict;
    options.trace = arguments.trace;
    options.recipient = arguments.recipient;
    options.challenge = arguments.challenge;
    options.domain = arguments.domain;
    const auto world = World::open(common);
    if (!world) return world.error();
    return arguments.ndjson ? verify_lines(arguments, common, **world, options, progress)
                            : verify_one(arguments, common, **world, options);
}

}  // namespace

void add_verify(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        add_command(app, "verify", "Say whether a credential or presentation is to be believed", invocation);
    command->add_option("INPUT", arguments->input, "file or https URL; standard input when absent or -");
    command->add_flag("--trace", arguments->trace, "also show, for each proof, what was hashed and signed");
    command->add_option("--now", arguments->now, "time to judge by; the system's when absent")->type_name("INSTANT");
    command->add_option("--recipient", arguments->recipient, "whose badge it has to be")->type_name("ID");
    command->add_flag("--strict", arguments->strict, "also refuse what is only advised against");
    command->add_option("--challenge", arguments->challenge, "challenge a presentation has to carry")->type_name("C");
    command->add_option("--domain", arguments->domain, "domain a presentation has to carry")->type_name("D");
    auto* ndjson = command->add_flag("--ndjson", arguments->ndjson, "one document a line in, one answer a line out");
    command->add_option("--threads", arguments->threads, "with --ndjson; one per core when absent")
        ->check(CLI::Range(1, 1024))
        ->needs(ndjson);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress& progress) {
            return run_verify(*arguments, invocation.common, progress);
        };
    });
}

}  // namespace blason::cli
