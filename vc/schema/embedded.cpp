#include "vc/schema/embedded.hpp"

#include <algorithm>

#include "vc/schema/evaluator.hpp"

namespace blason::vc::schema {

namespace {

/// Its address, which nobody can write a reference to by accident.
constexpr const char* kUrl = "urn:blason:embedded-schema";

class Nothing : public DocumentSource {
  public:
    Result<std::shared_ptr<const Document>> get(const std::string& /*url*/) override {
        return unavailable("schema-reference-outside", "The schema refers to another document, which is not fetched.");
    }
};

}  // namespace

Result<EmbeddedSchema> EmbeddedSchema::read(json::Value schema, Dialect unnamed) {
    auto document = Document::read(kUrl, std::move(schema), unnamed);
    if (!document) return std::move(document).error();
    return EmbeddedSchema(std::move(*document));
}

Result<bool> EmbeddedSchema::accepts(const json::Value& instance, FilterWork& work) const {
    Nothing nothing;
    Limits limits;
    limits.max_steps = work.steps;
    limits.max_violations = 1;  // only whether there is one is asked
    Evaluator evaluator(nothing, {limits, work.patterns, Formats::Assertion});
    auto violations = evaluator.run(instance, document_);
    work.steps -= std::min(work.steps, evaluator.steps());
    if (!violations) return std::move(violations).error();
    return violations->empty();
}

}  // namespace blason::vc::schema
