// blason canonicalize
#include <map>
#include <memory>
#include <utility>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"
#include "wallet-server/cli/command.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/named_value.hpp"
#include "wallet-server/cli/output.hpp"
#include "wallet-server/cli/world.hpp"

namespace blason::cli {
namespace {

const std::map<std::string, crypto::HashAlgorithm> kHashes = {{"sha256", crypto::HashAlgorithm::Sha256},
                                                              {"sha384", crypto::HashAlgorithm::Sha384}};

struct Arguments {
    std::string input;
    std::string output;
    std::string from = "jsonld";
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
    bool map = false;
    bool jcs = false;
    bool lossy = false;
};

Result<rdf::Dataset> read_dataset(const Arguments& arguments, const Common& common, const std::string& text) {
    if (arguments.from == "nquads") return rdf::parse_nquads(text);
    const auto document = json::parse(text);
    if (!document) return document.error();
    const auto world = World::open(common);
    if (!world) return world.error();
    jsonld::Options options;
    options.safe = !arguments.lossy;  // what is dropped here would be left out of a signature
    return (*world)->jsonld().to_rdf(*document, options);
}

std::string issued_json(const rdf::Canonical& canonical) {
    json::Object issued;
    for (const auto& [input, label] : canonical.issued) issued[input] = label;
    return json::serialize(issued) + '\n';
}

Result<std::string> canonical_text(const Arguments& arguments, const Common& common, const std::string& text) {
    if (arguments.jcs) {
        const auto value = json::parse(text);
        if (!value) return value.error();
        return json::canonicalize(*value);
    }
    const auto dataset = read_dataset(arguments, common, text);
    if (!dataset) return dataset.error();
    rdf::CanonicalizationOptions options;
    options.hash = arguments.hash;
    auto canonical = rdf::canonicalize(*dataset, options);
    if (!canonical) return std::move(canonical).error();
    return arguments.map ? issued_json(*canonical) : std::move(canonical->nquads);
}

Result<Status> run_canonicalize(const Arguments& arguments, const Common& common) {
    const auto text = read_input(arguments.input);
    if (!text) return text.error();
    const auto canonical = canonical_text(arguments, common, *text);
    if (!canonical) return canonical.error();
    // Canonical text is written as it is, byte for byte: what is printed can be hashed.
    auto output = Output::open(arguments.output);
    if (!output) return output.error();
    if (const auto written = output->write(*canonical); !written) return written.error();
    if (const auto written = output->commit(); !written) return written.error();
    return Status::Done;
}

}  // namespace

void add_canonicalize(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = add_command(app, "canonicalize", "Write the one form that is hashed: RDFC-1.0, or JCS", invocation);
    command->add_option("INPUT", arguments->input, "document; standard input when absent or -");
    auto* from = command->add_option("--from", arguments->from, "what INPUT is")
                     ->check(CLI::IsMember({"jsonld", "nquads"}))
                     ->capture_default_str();
    auto* hash = add_named_option(*command, "--hash", arguments->hash, kHashes,
                                  "hash that RDFC-1.0 labels blank nodes with; sha256 when absent");
    auto* map = command->add_flag("--map", arguments->map, "print the issued identifiers instead, as JSON");
    auto* lossy = command->add_flag("--lossy", arguments->lossy, "leave out silently what JSON-LD does not define");
    command->add_flag("--jcs", arguments->jcs, "RFC 8785 instead: INPUT is any JSON")
        ->excludes(from)
        ->excludes(hash)
        ->excludes(map)
        ->excludes(lossy);
    command->add_option("-o,--output", arguments->output, "file; standard output when absent")->type_name("FILE");
    command->callback([=, &invocation] {
        invocation.action = [=, &invocation](Progress&) { return run_canonicalize(*arguments, invocation.common); };
    });
}

}  // namespace blason::cli
