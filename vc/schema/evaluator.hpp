// The application of schemas to values (JSON Schema Core sections 7 to 11); used by validate.cpp only.
#pragma once

#include <optional>
#include <set>

#include "engine/json/pointer.hpp"
#include "vc/schema/pattern.hpp"
#include "vc/schema/validate.hpp"

namespace blason::vc::schema {

/// Which parts of one value schemas have looked at: the annotations that the unevaluated keywords ask for.
struct Evaluated {
    bool all_properties = false;
    std::set<std::string_view> properties;
    bool all_items = false;
    std::size_t prefix = 0;       ///< items from the front
    std::set<std::size_t> items;  ///< others, by `contains`

    void merge(const Evaluated& other);
};

/// A place in a schema: the value, and the resource around it by which references are resolved.
struct Place {
    const json::Value* schema = nullptr;
    const Document* document = nullptr;
    const Resource* resource = nullptr;
};

struct Settings {
    const Limits& limits;
    Patterns& patterns;
    Formats formats;
};

/// For one instance.
class Evaluator {
  public:
    Evaluator(DocumentSource& source, const Settings& settings) : source_(source), settings_(settings) {}

    Result<std::vector<Violation>> run(const json::Value& instance, const std::string& url);
    Result<std::vector<Violation>> run(const json::Value& instance, const std::shared_ptr<const Document>& document);
    /// Schemas applied so far.
    [[nodiscard]] std::size_t steps() const { return steps_; }

  private:
    using Violations = std::vector<Violation>;

    /// One schema object applied to one value.
    struct Frame {
        const json::Object& schema;
        const Place& place;
        const json::Value& instance;
        const json::Path& path;
        Evaluated& evaluated;
        Violations& violations;

        [[nodiscard]] const json::Value* find(std::string_view keyword) const { return json::find(schema, keyword); }
        [[nodiscard]] Dialect dialect() const { return place.resource->dialect; }
        [[nodiscard]] const json::Object* object(std::string_view keyword) const;
        [[nodiscard]] const json::Array* array(std::string_view keyword) const;
        [[nodiscard]] Place at(const json::Value& schema_below) const {
            return {&schema_below, place.document, place.resource};
        }
    };

    Result<std::vector<Violation>> run(const json::Value& instance, const std::optional<Place>& target);
    /// Whether the value fits. What it does not fit is added to `violations`, what was looked at to `evaluated` if it
    /// fits.
    bool apply(Place place, const json::Value& instance, const json::Path& path, Evaluated& evaluated,
               Violations& violations);
    bool apply_object(const Place& place, const json::Value& instance, const json::Path& path, Evaluated& evaluated,
                      Violations& violations);
    /// The same for a part of the value, whose annotations nobody asks for.
    bool apply_below(const Place& place, const json::Value& part, const json::Path& path, Violations& violations);
    bool fail(const Frame& frame, std::string_view keyword, std::string detail);
    void stop(Error error);

    // evaluator.cpp: references (Core section 8.2).
    bool references(const Frame& frame);
    std::optional<Place> find_target(const Place& from, std::string_view reference);
    std::optional<Place> find_fragment(const Document& document, const Resource& resource, std::string_view fragment);
    Place recursive_target(const Place& target) const;
    Place dynamic_target(const Place& target, std::string_view reference) const;

    // assertions.cpp: Validation section 6.
    bool assertions(const Frame& frame);
    bool numbers(const Frame& frame);
    bool strings(const Frame& frame);
    bool sizes(const Frame& frame);
    bool matches(const json::Value& pattern, std::string_view text);
    bool format(const Frame& frame);

    // applicators.cpp: Core sections 10 and 11.
    bool combinations(const Frame& frame);
    bool conditions(const Frame& frame);
    bool properties(const Frame& frame);
    bool dependencies(const Frame& frame);
    bool items(const Frame& frame);
    bool contains(const Frame& frame);
    bool unevaluated(const Frame& frame);

    DocumentSource& source_;
    Settings settings_;
    std::vector<std::shared_ptr<const Document>> documents_;  ///< kept alive while they are applied
    std::vector<Place> scope_;                                ///< resources that were entered: the dynamic scope
    std::size_t steps_ = 0;
    std::size_t depth_ = 0;
    std::optional<Error> error_;
};

}  // namespace blason::vc::schema
