// blason jsonld expand | to-rdf
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
    std::optional<std::string> base;
    std::string expand_context;
    jsonld::Options options;
};

/// What one algorithm answers, as text.
using Algorithm = Result<std::string> (*)(const jsonld::Processor&, const json::Value&, const jsonld::Options&);

Result<std::string> expand(const jsonld::Processor& processor, const json::Value& input,
                           const jsonld::Options& options) {
    auto expanded = processor.expand(input, options);
    if (!expanded) return std::move(expanded).error();
    return json::pretty(*expanded);
}

Result<std::string> to_rdf(const jsonld::Processor& processor, const json::Value& input,
                           const jsonld::Options& options) {
    auto dataset = processor.to_rdf(input, options);
    if (!dataset) return std::move(dataset).error();
    return rdf::to_nquads(*dataset);
}

Result<json::Value> read_json_file(const std::string& path) {
    const auto text = read_input(path);
    if (!text) return text.error();
    return json::parse(*text);
}

Result<Status> run_algorithm(const Arguments& arguments, const Common& common, Algorithm algorithm) {
    const auto input = read_json_file(arguments.input);
    if (!input) return input.error();
    jsonld::Options options = arguments.options;
    options.base = arguments.base;
    std::optional<json::Value> expand_context;
    if (!arguments.expand_context.empty()) {
        auto context = read_json_file(arguments.expand_context);
        if (!context) return std::move(context).error();
        expand_context = std::move(*context);
        options.expand_context = &*expand_context;
    }
    const auto world = World::open(common);
    if (!world) return world.error();
    auto text = algorithm((*world)->jsonld(), *input, options);
    if (!text) return std::move(text).error();
    auto output = Output::open(arguments.output);
    if (!output) return output.error();
    if (!text->empty() && text->back() != '\n') *text += '\n';  // an empty dataset is an empty text
    if (const auto written = output->write(*text); !written) return written.error();
    if (const auto written = output->commit(); !written) return written.error();
    return Status::Done;
}

CLI::App* add_algorithm(CLI::App& jsonld, const std::string& name, const std::string& help, Algorithm algorithm,
                        const std::shared_ptr<Arguments>& arguments, Invocation& invocation) {
    auto* command = add_command(jsonld, name, help, invocation);
    command->add_option("INPUT", arguments->input, "JSON-LD document; standard input when absent or -");
    command->add_option("--base", arguments->base, "base IRI; relative IRIs stay relative when absent")
        ->type_name("IRI");
    command->add_option("--expand-context", arguments->expand_context, "context to start with")->type_name("FILE");
    command->add_option("--mode", arguments->options.processing_mode, "processing mode")
        ->transform(CLI::CheckedTransformer(kModes))
        ->type_name("json-ld-1.0|json-ld-1.1")
        ->option_text(" ");
    command->add_flag("--ordered", arguments->options.ordered, "process members in the order of their names");
    command->add_flag("--safe", arguments->options.safe, "refuse what would be dropped");
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) {
            return run_algorithm(*arguments, invocation.common, algorithm);
        };
    });
    return command;
}

}  // namespace

void add_jsonld(CLI::App& app, Invocation& invocation) {
    auto* jsonld = app.add_subcommand("jsonld", "JSON-LD 1.1 algorithms");
    jsonld->require_subcommand(1);
    const auto arguments = std::make_shared<Arguments>();

    add_algorithm(*jsonld, "expand", "Expand a document", expand, arguments, invocation);

    auto* command =
        add_algorithm(*jsonld, "to-rdf", "Write the document's dataset as N-Quads", to_rdf, arguments, invocation);
    command->add_option("--rdf-direction", arguments->options.rdf_direction, "how text direction is kept")
        ->transform(CLI::CheckedTransformer(kDirections))
        ->type_name("i18n-datatype|compound-literal")
        ->option_text(" ");
    command->add_flag("--generalized-rdf", arguments->options.produce_generalized_rdf, "keep blank node predicates");
}

}  // namespace blason::cli
