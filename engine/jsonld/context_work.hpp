// What the contexts of one document have cost so far.
#pragma once

#include <cstddef>

#include "engine/jsonld/processor.hpp"

namespace blason::jsonld {

/// A short document can ask for contexts without end: each one that is written in it starts from a copy of all terms
/// that are defined so far. What the processor remembers from earlier documents costs nothing.
class ContextWork {
  public:
    explicit ContextWork(const Limits& limits_) : limits(limits_) {}

    const Limits& limits;

    /// False when one more document would be too many.
    bool load_document() { return documents_++ < limits.max_context_documents; }
    /// False when so many term definitions more, made or copied, would be too many.
    bool define(std::size_t terms) { return (terms_ += terms) <= limits.max_context_terms; }

  private:
    std::size_t documents_ = 0;
    std::size_t terms_ = 0;
};

}  // namespace blason::jsonld
