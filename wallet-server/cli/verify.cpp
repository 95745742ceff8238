// blason verify
#include <memory>
#include <utility>
#include <vector>

#include "engine/json/serialize.hpp"
#include "vc/openbadges/steps.hpp"
#include "vc/trace_difference.hpp"
#include "vc/verify.hpp"
#include "wallet-server/cli/clock.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/ordered_lines.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/report_text.hpp"
#include "wallet-server/cli/world.hpp"
#include "wallet-server/service/published_document.hpp"
#include "wallet-server/web/explanations.hpp"

namespace blason::cli {
namespace {

struct Arguments {
    std::string input;
    std::string output;
    std::string now;
    std::optional<std::string> recipient;
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
    std::string lang;
    std::string expect;
    bool loopback = false;
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

/// Programs get the texts of a language only when they ask for one.
json::Value as_json(const vc::Report& report, const Arguments& arguments) {
    if (arguments.lang.empty()) return vc::to_json(report);
    return web::report_json(report, report_language(arguments.lang));
}

json::Value with_steps(json::Value json, const vc::Report& report) {
    const auto steps = openbadges::steps(report);
    if (!steps.empty()) json.get_object()["steps"] = openbadges::to_json(steps);
    return json;
}

/// Each trace beside what was expected, in the order of the proofs.
using Differences = std::vector<std::vector<vc::TraceDifference>>;

Result<Differences> differences(const vc::Report& report, const std::string& file) {
    Differences out;
    if (file.empty()) return out;
    if (report.traces.empty()) {
        return refused("trace-missing", "There is no proof here whose hashes could be compared.");
    }
    const auto expected = read_input(file);
    if (!expected) return expected.error();
    for (const vc::ProofTrace& trace : report.traces) {
        auto found = vc::compare_trace(*expected, trace);
        if (!found) return std::move(found).error();
        out.push_back(std::move(*found));
    }
    return out;
}

/// The report, and beside each trace where it differs.
json::Value with_differences(json::Value report, const Differences& all) {
    if (all.empty()) return report;
    json::Array& traces = report.get_object()["traces"].get_array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        json::Array list;
        for (const auto& one : all[i]) list.push_back(vc::to_json(one));
        traces[i].get_object()["differences"] = std::move(list);
    }
    return report;
}

/// A file, standard input, or what a URL answers.
Result<std::string> read_document(const std::string& input, World& world) {
    return service::is_address(input) ? service::fetch_document(input, world.client()) : read_input(input);
}

Result<Status> verify_one(const Arguments& arguments, const Common& common, World& world,
                          const vc::VerifyOptions& options) {
    const auto text = read_document(arguments.input, world);
    if (!text) return text.error();
    const auto report = vc::verify(*text, options, world.environment());
    if (!report) return report.error();
    const auto compared = differences(*report, arguments.expect);
    if (!compared) return compared.error();
    std::string answer;
    if (common.json) {
        answer = json::serialize(with_differences(with_steps(as_json(*report, arguments), *report), *compared));
    } else {
        const web::Language language = report_language(arguments.lang);
        answer = report_text(*report, language);
        for (std::size_t i = 0; i < compared->size(); ++i) {
            answer += differences_text(report->traces[i], (*compared)[i], language);
        }
    }
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
    const web::Language language = report_language(arguments.lang);
    const auto work = [&](std::string_view line, std::size_t number) -> LineAnswer {
        const auto report = vc::verify(line, options, world.environment());
        if (!report) return line_error(report.error(), number);
        if (const auto* format = unreadable(*report)) {
            return line_error(malformed(format->code, format->message, format->pointer), number);
        }
        return {common.json ? json::serialize(as_json(*report, arguments)) : report_line(*report, language),
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
    options.trace = arguments.trace || !arguments.expect.empty();
    options.recipient = arguments.recipient;
    options.challenge = arguments.challenge;
    options.domain = arguments.domain;
    const auto world = World::open(common, arguments.loopback ? Reach::ThisMachineToo : Reach::Public);
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
    command->add_flag("--loopback", arguments->loopback,
                      "also fetch from this machine (http://127.0.0.1...), as for badges of a demo server");
    command->add_flag("--trace", arguments->trace, "also show, for each proof, what was hashed and signed");
    auto* expect = command->add_option("--expect", arguments->expect,
                                       "a trace of another program: also show where ours first differs");
    expect->type_name("FILE");
    command->add_option("--now", arguments->now, "time to judge by; the system's when absent")->type_name("INSTANT");
    command->add_option("--recipient", arguments->recipient, "whose badge it has to be")->type_name("ID");
    command->add_flag("--strict", arguments->strict, "also refuse what is only advised against");
    command->add_option("--lang", arguments->lang, "language of the messages; that of the environment when absent")
        ->check(CLI::IsMember({"fr", "en"}));
    command->add_option("--challenge", arguments->challenge, "challenge a presentation has to carry")->type_name("C");
    command->add_option("--domain", arguments->domain, "domain a presentation has to carry")->type_name("D");
    auto* ndjson = command->add_flag("--ndjson", arguments->ndjson, "one document a line in, one answer a line out");
    ndjson->excludes(expect);
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
