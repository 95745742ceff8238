// RDF from anybody as JSON-LD: back in RDF it is the same graph.
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/rdf.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto dataset = rdf::parse_nquads(fuzz::text(data + 1, size - 1));
    if (!dataset) return 0;
    auto options = fuzz::options(data[0]);
    fuzz::require_round_trip(*dataset, options);
    options.use_native_types = true;
    static_cast<void>(fuzz::processor().from_rdf(*dataset, options));
    for (const auto direction : {jsonld::RdfDirection::CompoundLiteral, jsonld::RdfDirection::I18nDatatype}) {
        options.rdf_direction = direction;
        static_cast<void>(fuzz::processor().from_rdf(*dataset, options));
    }
    return 0;
}
