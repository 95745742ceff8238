// Our side of the differential test: reads cases as NDJSON from standard input, writes one line of results for each.
// A case has an id and asks one of three things: {input} for the JCS text, with options for the expanded document and
// its RDF; {expanded, context, options} for the other forms of a document; {nquads, options} for what is made of a
// dataset. The first line is {"documents": {URL: context}}, what the loader knows beside the bundled contexts. `driver
// --contexts` prints the bundled contexts as one JSON object instead.
#include <iostream>
#include <map>
#include <string>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"

namespace blason {
namespace {

class Documents : public jsonld::DocumentLoader {
  public:
    explicit Documents(const json::Object& documents) {
        for (const auto& entry : documents) texts_.emplace(std::string(entry.key()), json::serialize(entry.value()));
    }
    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override {
        const auto found = texts_.find(url);
        if (found == texts_.end()) return bundled_.load(url, options);
        return jsonld::RemoteDocument{found->first, "application/ld+json", {}, found->second};
    }

  private:
    std::map<std::string, std::string, std::less<>> texts_;
    jsonld::BundledLoader bundled_{true};
};

json::Object failed(const Error& error) {
    return {{"error", error.code}, {"pointer", error.pointer}};
}

jsonld::Options options_of(const json::Object& given) {
    jsonld::Options options;
    const auto flag = [&](std::string_view name, bool& target) {
        if (const auto* value = json::find(given, name)) target = value->as_bool();
    };
    if (const auto* base = json::find(given, "base"); base != nullptr && base->is_string())
        options.base = std::string(json::view(*base));
    options.expand_context = json::find(given, "expandContext");
    if (const auto* direction = json::find(given, "rdfDirection"); direction != nullptr && direction->is_string())
        options.rdf_direction = jsonld::RdfDirection::I18nDatatype;
    options.ordered = true;
    flag("safe", options.safe);
    flag("compactArrays", options.compact_arrays);
    flag("compactToRelative", options.compact_to_relative);
    flag("useNativeTypes", options.use_native_types);
    flag("useRdfType", options.use_rdf_type);
    return options;
}

json::Object answer(Result<json::Value> result) {
    if (!result) return failed(result.error());
    return {{"value", std::move(*result)}};
}

json::Object canonical(const rdf::Dataset& dataset) {
    const auto result = rdf::canonicalize(dataset);
    if (!result) return failed(result.error());
    return {{"value", result->nquads}};
}

void ask_input(const jsonld::Processor& processor, const json::Object& test, json::Object& results) {
    const auto& input = test.at("input");
    results["jcs"] = json::canonicalize(input);
    const auto* given = json::find(test, "options");
    if (given == nullptr) return;
    const auto options = options_of(given->as_object());
    results["expand"] = answer(processor.expand(input, options));
    const auto dataset = processor.to_rdf(input, options);
    results["rdf"] = dataset ? json::Object{{"value", rdf::to_nquads(*dataset)}} : failed(dataset.error());
    if (dataset) results["canonical"] = canonical(*dataset);
}

void ask_expanded(const jsonld::Processor& processor, const json::Object& test, json::Object& results) {
    const auto& expanded = test.at("expanded");
    const auto options = options_of(test.at("options").as_object());
    results["flatten"] = answer(processor.flatten(expanded, nullptr, options));
    if (const auto* context = json::find(test, "context"))
        results["compact"] = answer(processor.compact(expanded, *context, options));
}

void ask_dataset(const jsonld::Processor& processor, const json::Object& test, json::Object& results) {
    const auto dataset = rdf::parse_nquads(json::view(test.at("nquads")));
    if (!dataset) {
        results["canonical"] = results["fromRdf"] = failed(dataset.error());
        return;
    }
    results["canonical"] = canonical(*dataset);
    results["fromRdf"] = answer(processor.from_rdf(*dataset, options_of(test.at("options").as_object())));
}

json::Object run(const jsonld::Processor& processor, const json::Object& test) {
    json::Object results{{"id", test.at("id")}};
    if (test.contains("nquads")) {
        ask_dataset(processor, test, results);
    } else if (test.contains("expanded")) {
        ask_expanded(processor, test, results);
    } else {
        ask_input(processor, test, results);
    }
    return results;
}

int serve() {
    std::string line;
    std::getline(std::cin, line);
    const auto first = json::parse(line);
    if (!first) return 2;
    Documents documents(first->at("documents").as_object());
    const jsonld::Processor processor(documents);
    while (std::getline(std::cin, line)) {
        const auto test = json::parse(line);
        if (!test) {
            std::cerr << "a case is not JSON: " << test.error().detail << '\n';
            return 2;
        }
        std::cout << json::serialize(run(processor, test->as_object())) << '\n';
    }
    return 0;
}

int print_contexts() {
    json::Object contexts;
    for (const auto& context : jsonld::bundled_contexts()) {
        auto text = json::parse(context.text);
        if (!text) return 2;
        contexts[json::key(context.url)] = std::move(*text);
    }
    std::cout << json::serialize(contexts) << '\n';
    return 0;
}

}  // namespace
}  // namespace blason

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--contexts") return blason::print_contexts();
    return blason::serve();
}
