// blason jsonld expand | compact | flatten | to-rdf | from-rdf
#include <map>
#include <memory>
#include <utility>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/html_document.hpp"
#include "engine/rdf/nquads.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/named_value.hpp"
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
    std::optional<bool> all_scripts;  ///< no value: as the standard has it for the algorithm
    jsonld::Options options;
};

/// What an algorithm works with: the document (N-Quads for from-rdf), and the context of --context where there is one.
struct Task {
    const jsonld::Processor& processor;
    const json::Value& input;
    const std::string& nquads;
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
    return pretty(task.processor.expand(task.input, task.options));
}

Result<std::string> compact(const Task& task) {
    const json::Value none;
    return pretty(task.processor.compact(task.input, task.context != nullptr ? *task.context : none, task.options));
}

Result<std::string> flatten(const Task& task) {
    return pretty(task.processor.flatten(task.input, task.context, task.options));
}

Result<std::string> to_rdf(const Task& task) {
    const auto dataset = task.processor.to_rdf(task.input, task.options);
    if (!dataset) return dataset.error();
    return rdf::to_nquads(*dataset);
}

Result<std::string> from_rdf(const Task& task) {
    const auto dataset = rdf::parse_nquads(task.nquads);
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

bool is_url(std::string_view input) {
    return input.starts_with("https://") || input.starts_with("http://");
}

/// The name of a file that holds an HTML page, with the fragment that chooses a script element by its id.
struct PageFile {
    std::string name;
    std::optional<std::string> fragment;
};
std::optional<PageFile> as_page(const std::string& input) {
    const auto hash = input.find('#');
    PageFile page{input.substr(0, hash), std::nullopt};
    if (hash != std::string::npos) page.fragment = input.substr(hash + 1);
    for (const std::string_view ending : {".html", ".htm", ".xhtml"})
        if (page.name.ends_with(ending)) return page;
    return std::nullopt;
}

/// What a URL answers, by its content type; a file by its name: an HTML page, or else JSON. Sets the base and the
/// context that come with the document.
Result<json::Value> read_document(const std::string& input, const jsonld::Processor& processor,
                                  jsonld::Options& options) {
    if (is_url(input)) {
        auto document = processor.load(input, options);
        if (!document) return std::move(document).error();
        options.base = document->base;
        options.context_url = document->context_url;
        return std::move(document->value);
    }
    if (const auto page = as_page(input)) {
        auto text = read_input(page->name);
        if (!text) return std::move(text).error();
        const jsonld::RemoteDocument file{page->name, "text/html", {}, std::move(*text)};
        auto document = jsonld::read_html_document(file, page->fragment, options.base.value_or(""),
                                                   {{}, options.extract_all_scripts, jsonld::HtmlPages::Read});
        if (!document) return std::move(document).error();
        if (!document->base.empty()) options.base = document->base;
        return std::move(document->value);
    }
    const auto text = read_input(input);
    if (!text) return text.error();
    return json::parse(*text);
}

Result<Status> run_algorithm(const Arguments& arguments, const Common& common, Algorithm algorithm) {
    const auto context = read_context(arguments.context);
    if (!context) return context.error();
    const auto expand_context = read_context(arguments.expand_context);
    if (!expand_context) return expand_context.error();

    jsonld::Options options = arguments.options;
    options.base = arguments.base;
    options.expand_context = *expand_context ? &**expand_context : nullptr;
    options.compact_arrays = !arguments.keep_single_arrays;
    options.compact_to_relative = !arguments.keep_absolute;

    // Section 9.1, toRdf(): the RDF of a page is that of all its script elements.
    options.extract_all_scripts = arguments.all_scripts.value_or(algorithm == to_rdf);

    const auto world = World::open(common);
    if (!world) return world.error();
    json::Value document;
    std::string nquads;
    if (algorithm == from_rdf) {
        auto read = read_input(arguments.input);
        if (!read) return std::move(read).error();
        nquads = std::move(*read);
    } else {
        auto read = read_document(arguments.input, (*world)->jsonld(), options);
        if (!read) return std::move(read).error();
        document = std::move(*read);
    }
    auto text = algorithm({(*world)->jsonld(), document, nquads, *context ? &**context : nullptr, options});
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
    add_named_option(command, "--mode", options.processing_mode, kModes, "processing mode; json-ld-1.1 when absent");
    command.add_flag("--ordered", options.ordered, "process members in the order of their names");
    command.add_flag("--safe", options.safe, "refuse what would be dropped");
    command.add_flag("--use-native-types", options.use_native_types,
                     "from-rdf: numbers and booleans instead of typed text");
    command.add_flag("--use-rdf-type", options.use_rdf_type, "from-rdf: rdf:type stays a property");
    add_named_option(command, "--rdf-direction", options.rdf_direction, kDirections,
                     "to-rdf, from-rdf: how text direction is kept; it is not when absent");
    command.add_flag("--no-compact-arrays", arguments.keep_single_arrays,
                     "compact, flatten: an array of one value stays an array");
    command.add_flag("--no-compact-to-relative", arguments.keep_absolute, "compact, flatten: IRIs stay absolute");
    command.add_flag_callback(
        "--extract-all-scripts", [&arguments] { arguments.all_scripts = true; },
        "HTML: all JSON-LD script elements, as to-rdf does anyway");
    command.add_flag_callback(
        "--no-extract-all-scripts", [&arguments] { arguments.all_scripts = false; },
        "HTML: the first JSON-LD script element only");
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
    {"expand", "Expand a document", "JSON-LD document or HTML page: URL or file", expand, false},
    {"compact", "Compact a document with the terms of a context", "JSON-LD document or HTML page: URL or file", compact,
     true},
    {"flatten", "Gather the properties of each node in one place", "JSON-LD document or HTML page: URL or file",
     flatten, true},
    {"to-rdf", "Write the document's dataset as N-Quads", "JSON-LD document or HTML page: URL or file", to_rdf, false},
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
