#include "vc/proof/transform.hpp"

#include "engine/json/jcs.hpp"
#include "engine/rdf/canonicalize.hpp"

namespace blason::vc::proof {

jsonld::Options safe_mode() {
    jsonld::Options options;
    options.safe = true;
    return options;
}

Result<std::string> rdfc(const json::Value& document, const jsonld::Processor& processor) {
    const auto dataset = processor.to_rdf(document, safe_mode());
    if (!dataset) return dataset.error();
    auto canonical = rdf::canonicalize(*dataset);
    if (!canonical) return std::move(canonical).error();
    return std::move(canonical->nquads);
}

Result<std::string> jcs(const json::Value& document, const jsonld::Processor&) {
    return json::canonicalize(document);
}

}  // namespace blason::vc::proof
