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

/// What expansion writes and does not read: the null an @id became that looks like a keyword (section 5.2.2 step 2),
/// and an
/// @id or @type that the key of a map gave to a value or a list (section 5.1.2 step 13.8.3.7).
template <typename T>
bool is_never_read(const Result<T>& result) {
    if (result) return false;
    const auto& code = result.error().code;
    return code == "invalid @id value" || code == "invalid value object" || code == "invalid typed value" ||
           code == "invalid set or list object";
}

}  // namespace blason::fuzz
