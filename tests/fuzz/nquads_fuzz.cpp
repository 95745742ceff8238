// Whatever the reader accepts is written so that it reads back as the same quads.
#include "engine/rdf/nquads.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto dataset = rdf::parse_nquads(fuzz::text(data, size));
    if (!dataset) return 0;
    const auto again = rdf::parse_nquads(rdf::to_nquads(*dataset));
    fuzz::require(again && again->quads == dataset->quads);
    return 0;
}
