// blason jsonld expand | compact | flatten | to-rdf | from-rdf
#include <map>
#include <memory>
#include <utility>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/rdf/nquads.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

const std::map<std::string, jsonld::ProcessingMode> kModes = {{"json-ld-1.0", jsonld::ProcessingMode::JsonLd10},
                                                              {"json-ld-1.1", jsonld::ProcessingMode::JsonLd11}};
const std::map<std::string, jsonld::RdfDirection> kDirections = {
    {"i18n-datatype", jsonld::RdfDirection::I18nDatatype}, {"compound-literal", jsonld::RdfDirection::CompoundLiteral}};

struct Arguments {
    std::string input;
    std::string output;
    std::string context;  ///< of compact and flatten; empty: none
    std::optional<std::string> base;
    std::string expand_context;
    bool keep_single_arrays = false;
    bool keep_absolute = false;
    jsonld::Options options;
};

/// What an algorithm works with: the text handed in, and the context of --context where there is one.
struct Task {
    const jsonld::Processor& processor;
    const std::string& input;
    const json::Value* context;
    const jsonld::Options& options;
};

/// What one algorithm answers, as text.
using Algorithm = Result<std::string> (*)(const Task&);

Result<std::string> pretty(const Result<json::Value>& value) {
    if (!value) return value.error();
    return json::pretty(*value);
}

Result<std::string> expand(const Task& task) {
    const auto input = json::parse(task.input);
    if (!input) return input.error();
    return pretty(task.processor.expand(*input, task.options));
}

Result<std::string> compact(const Task& task) {
    const auto input = json::parse(task.input);
    if (!input) return input.error();
    const json::Value none;
    return pretty(task.processor.compact(*input, task.context != nullptr ? *task.context : none, task.options));
}

Result<std::string> flatten(const Task& task) {
    const auto input = json::parse(task.input);
    if (!input) return input.error();
    return pretty(task.processor.flatten(*input, task.context, task.options));
}

Result<std::string> to_rdf(const Task& task) {
    const auto input = json::parse(task.input);
    if (!input) return input.error();
    const auto dataset = task.processor.to_rdf(*input, task.options);
    if (!dataset) return dataset.error();
    return rdf::to_nquads(*dataset);
}

Result<std::string> from_rdf(const Task& task) {
    const auto dataset = rdf::parse_nquads(task.input);
    if (!dataset) return dataset.error();
    return pretty(task.processor.from_rdf(*dataset, task.options));
}

/// The JSON of a file; no value when no file is named.
Result<std::optional<json::Value>> read_context(const std::string& path) {
    if (path.empty()) return std::optional<json::Value>();
    const auto text = read_input(path);
    if (!text) return text.error();
    auto value = json::parse(*text);
    if (!value) {
        value.error().detail = path + ": " + value.error().detail;
        return std::move(value).error();
    }
    return std::optional<json::Value>(std::move(*value));
}

Result<Status> run_algorithm(const Arguments& arguments, const Common& common, Algorithm algorithm) {
    const auto input = read_input(arguments.input);
    if (!input) return input.error();
    const auto context = read_context(arguments.context);
    if (!context) return context.error();
    const auto expand_context = read_context(arguments.expand_context);
    if (!expand_context) return expand_context.error();

    jsonld::Options options = arguments.options;
    options.base = arguments.base;
    options.expand_context = *expand_context ? &**expand_context : nullptr;
    options.compact_arrays = !arguments.keep_single_arrays;
    options.compact_to_relative = !arguments.keep_absolute;

    const auto world = World::open(common);
    if (!world) return world.error();
    auto text = algorithm({(*world)->jsonld(), *input, *context ? &**context : nullptr, options});
    if (!text) return std::move(text).error();
    auto output = Output::open(arguments.output);
    if (!output) return output.error();
    if (!text->empty() && text->back() != '\n') *text += '\n';  // an empty dataset is an empty text
    if (const auto written = output->write(*text); !written) return written.error();
    if (const auto written = output->commit(); !written) return written.error();
    return Status::Done;
}

/// JsonLdOptions (JSON-LD 1.1 API section 9.3): one set of options, whichever algorithm is run.
void add_options(CLI::App& command, Arguments& arguments) {
    auto& options = arguments.options;
    command.add_option("--base", arguments.base, "base IRI; relative IRIs stay relative when absent")->type_name("IRI");
    command.add_option("--expand-context", arguments.expand_context, "context to start with")->type_name("FILE");
    command.add_option("--mode", options.processing_mode, "processing mode")
        ->transform(CLI::CheckedTransformer(kModes))
        ->type_name("json-ld-1.0|json-ld-1.1")
        ->option_text(" ");
    command.add_flag("--ordered", options.ordered, "process members in the order of their names");
    command.add_flag("--safe", options.safe, "refuse what would be dropped");
    command.add_flag("--use-native-types", options.use_native_types,
                     "from-rdf: numbers and booleans instead of typed text");
    command.add_flag("--use-rdf-type", options.use_rdf_type, "from-rdf: rdf:type stays a property");
    command.add_option("--rdf-direction", options.rdf_direction, "to-rdf, from-rdf: how text direction is kept")
        ->transform(CLI::CheckedTransformer(kDirections))
        ->type_name("i18n-datatype|compound-literal")
        ->option_text(" ");
    command.add_flag("--no-compact-arrays", arguments.keep_single_arrays,
                     "compact, flatten: an array of one value stays an array");
    command.add_flag("--no-compact-to-relative", arguments.keep_absolute, "compact, flatten: IRIs stay absolute");
    command.add_flag("--generalized-rdf", options.produce_generalized_rdf, "to-rdf: keep blank node predicates");
}

struct Command {
    const char* name;
    const char* help;
    const char* input;
    Algorithm algorithm;
    bool takes_context;
};

constexpr Command kCommands[] = {
    {"expand", "Expand a document", "JSON-LD document", expand, false},
    {"compact", "Compact a document with the terms of a context", "JSON-LD document", compact, true},
    {"flatten", "Gather the properties of each node in one place", "JSON-LD document", flatten, true},
    {"to-rdf", "Write the document's dataset as N-Quads", "JSON-LD document", to_rdf, false},
    {"from-rdf", "Write a dataset as an expanded document", "N-Quads", from_rdf, false},
};

void add_algorithm(CLI::App& jsonld, const Command& spec, const std::shared_ptr<Arguments>& arguments,
                   Invocation& invocation) {
    auto* command = add_command(jsonld, spec.name, spec.help, invocation);
    command->add_option("INPUT", arguments->input, spec.input + std::string("; standard input when absent or -"));
    if (spec.takes_context) {
        command->add_option("--context", arguments->context, "context of the result; none when absent")
            ->type_name("FILE");
    }
    add_options(*command, *arguments);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([arguments, algorithm = spec.algorithm, &invocation] {
        invocation.action = [=, &invocation](Progress&) {
            return run_algorithm(*arguments, invocation.common, algorithm);
        };
    });
}

}  // namespace

void add_jsonld(CLI::App& app, Invocation& invocation) {
    auto* jsonld = app.add_subcommand("jsonld", "JSON-LD 1.1 algorithms");
    jsonld->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();
    for (const auto& command : kCommands) add_algorithm(*jsonld, command, arguments, invocation);
}

}  // namespace blason::cli
