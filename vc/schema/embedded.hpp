// A schema that stands inside another document, such as a filter of Presentation Exchange, and refers to nothing
// outside itself.
#pragma once

#include <memory>

#include "vc/schema/pattern.hpp"
#include "vc/schema/validate.hpp"

namespace blason::vc::schema {

/// What is kept and counted while schemas are applied to many values; not for several threads at once.
struct FilterWork {
    Patterns patterns{};
    std::size_t steps = 500'000;  ///< schemas applied to values, in all
};

/// Read once, applied to many values. Copies share what was read. Safe from every thread. `format` asserts (draft 7,
/// Validation section 7.2, leaves that open).
class EmbeddedSchema {
  public:
    /// `unnamed`: its dialect when it has no `$schema`. Errors of Document::read.
    static Result<EmbeddedSchema> read(json::Value schema, Dialect unnamed);

    /// Errors of validate; a reference to another document is "schema-reference-outside", kind Unavailable.
    Result<bool> accepts(const json::Value& instance, FilterWork& work) const;

    [[nodiscard]] const json::Value& value() const { return *document_->whole().root; }

  private:
    explicit EmbeddedSchema(std::shared_ptr<const Document> document) : document_(std::move(document)) {}

    std::shared_ptr<const Document> document_;
};

}  // namespace blason::vc::schema
