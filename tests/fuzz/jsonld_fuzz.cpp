// JSON-LD from anybody: expansion and RDF, with the embedded contexts only, safe and not.
#include "engine/json/parse.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static jsonld::BundledLoader loader;
    const auto value = json::parse(fuzz::text(data, size));
    if (!value) return 0;
    // One per input: a processor keeps every context it has compiled, and here they never end.
    const jsonld::Processor processor(loader);
    jsonld::Options options;
    static_cast<void>(processor.expand(*value, options));
    options.safe = true;
    if (const auto dataset = processor.to_rdf(*value, options)) {
        const auto read_back = rdf::parse_nquads(rdf::to_nquads(*dataset));
        fuzz::require(read_back && read_back->quads == dataset->quads);
    }
    return 0;
}
