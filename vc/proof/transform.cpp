#include "vc/proof/transform.hpp"

#include "engine/json/jcs.hpp"
#include "engine/rdf/canonicalize.hpp"

namespace blason::vc::proof {

jsonld::Options safe_mode() {
    jsonld::Options options;
    options.safe = true;
    // VCDM 2.0 section 4.6 allows a base direction; this is the form the other implementations sign it in.
    options.rdf_direction = jsonld::RdfDirection::I18nDatatype;
    return options;
}

Result<std::string> rdfc(const json::Value& document, const jsonld::Processor& processor, crypto::HashAlgorithm hash) {
    const auto dataset = processor.to_rdf(document, safe_mode());
    if (!dataset) return dataset.error();
    auto canonical = rdf::canonicalize(*dataset, {.hash = hash});
    if (!canonical) return std::move(canonical).error();
    return std::move(canonical->nquads);
}

Result<std::string> jcs(const json::Value& document, const jsonld::Processor&, crypto::HashAlgorithm) {
    return json::canonicalize(document);
}

}  // namespace blason::vc::proof
