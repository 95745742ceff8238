// JSON Schema validation, drafts 7, 2019-09 and 2020-12. `format` and the content keywords are annotations, as the
// drafts have it by default; see embedded.hpp for schemas whose author counts on `format`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/schema/document.hpp"

namespace blason::vc::schema {

/// Where schemas come from.
class DocumentSource {
  public:
    virtual ~DocumentSource() = default;
    /// By absolute URL without fragment. An Error of kind Unavailable when it cannot be had now.
    virtual Result<std::shared_ptr<const Document>> get(const std::string& url) = 0;
};

/// One place of the instance that does not fit.
struct Violation {
    std::string pointer;  ///< into the instance
    std::string keyword;  ///< of the schema: "required", "pattern", ...
    std::string detail;   ///< one sentence
};

enum class Formats { Annotation, Assertion };

struct Limits {
    std::size_t max_steps = 500'000;  ///< schemas applied to values
    std::size_t max_depth = 200;      ///< schemas inside each other's application
    std::size_t max_violations = 20;
};

/// What does not fit, nothing when all does. `url` may have a fragment. Errors: those of `source`, "schema-malformed",
/// "schema-reference" (a $ref to nothing), "schema-too-complex" and "schema-pattern-unsupported" (kind Unavailable: not
/// known whether it fits).
Result<std::vector<Violation>> validate(const json::Value& instance, const std::string& url, DocumentSource& source,
                                        const Limits& limits = {});

}  // namespace blason::vc::schema
