// What the JSON-LD fuzz targets share. The first byte of an input chooses the options, the rest is the document.
#pragma once

#include <algorithm>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "tests/fuzz/input.hpp"

namespace blason::fuzz {

/// With the embedded contexts only. One for all inputs: its memory of contexts is bounded, and wants to be tested too.
inline const jsonld::Processor& processor() {
    static jsonld::BundledLoader loader;
    static const jsonld::Processor instance(loader);
    return instance;
}

inline jsonld::Options options(std::uint8_t choice) {
    jsonld::Options chosen;
    if ((choice & 1U) != 0) chosen.safe = true;
    if ((choice & 2U) != 0) chosen.base = "https://base.example/folder/file?query#fragment";
    if ((choice & 4U) != 0) chosen.ordered = true;
    if ((choice & 8U) != 0) chosen.processing_mode = jsonld::ProcessingMode::JsonLd10;
    if ((choice & 16U) != 0) chosen.rdf_direction = jsonld::RdfDirection::I18nDatatype;
    if ((choice & 32U) != 0) chosen.rdf_direction = jsonld::RdfDirection::CompoundLiteral;
    if ((choice & 64U) != 0) chosen.use_rdf_type = true;
    if ((choice & 128U) != 0) chosen.compact_arrays = false;
    return chosen;
}

/// Expansion turns an @id that looks like a keyword into null (section 5.2.2 step 2), and refuses the null it has
/// written.
template <typename T>
bool has_null_id(const Result<T>& result) {
    return !result && result.error().code == "invalid @id value";
}

}  // namespace blason::fuzz
