// JSON-LD API section 6: Compaction, IRI Compaction and Value Compaction.
#pragma once

#include <string>
#include <string_view>

#include "engine/jsonld/run.hpp"
#include "engine/jsonld/term_definition.hpp"

namespace blason::jsonld {

/// What a compacted document looks like. A flattened one always has the same form, however many nodes there are: @graph
/// with an array (JSON-LD 1.0 API, Flattening Algorithm, step 8; the suites of 1.1 still ask for it).
enum class TopLevel {
    Shortest,  ///< a single node stands at the top
    Graph,
};

class Compactor {
  public:
    explicit Compactor(Run& run) : run_(run), storage_(run.storage) {}

    /// Section 9.1, compact(), step 9, without the @context entry. False: run.error says why.
    bool document(const ActiveContext& active, const json::Value& expanded, TopLevel top, json::Object& out);

  private:
    using Entry = json::Object::value_type;
    /// Variables of Compaction steps 8 to 12.
    struct Node {
        const ActiveContext* active = nullptr;
        const ActiveContext* type_scoped = nullptr;
        std::string_view property;  ///< active property, empty for null
        bool inside_reverse = false;
        json::Object result;
    };
    /// One item of one property, on its way into the result (step 12.8).
    struct Item {
        std::string_view property;                   ///< item active property
        const TermDefinition* definition = nullptr;  ///< of that
        const json::Value& expanded;
        json::Value compacted;
        json::Object& target;  ///< nest result
        bool as_array = false;
    };

    // compact.cpp: section 6.1
    bool element(const ActiveContext& active, std::string_view property, const json::Value& input, json::Value& out);
    bool array(const ActiveContext& active, std::string_view property, const json::Array& input, json::Value& out);
    bool object(const ActiveContext& active, std::string_view property, const json::Object& input, json::Value& out);
    bool apply_type_scopes(Node& node, const json::Value& types);
    bool keyword_entry(Node& node, const Entry& entry, bool& handled);
    bool id_entry(Node& node, const json::Value& value);
    bool type_entry(Node& node, const json::Value& value);
    bool reverse_entry(Node& node, const json::Value& value);
    bool property_entry(Node& node, const Entry& entry);
    bool nest_target(Node& node, const TermDefinition* definition, json::Object*& target);

    // compact_containers.cpp: steps 12.8.7 to 12.8.10
    bool place(Node& node, Item& item);
    bool place_list(Node& node, Item& item);
    bool place_graph(Node& node, Item& item);
    bool place_indexed(Node& node, Item& item, json::Object object, const json::Value* index);
    bool place_in_map(Node& node, Item& item);
    bool index_property_key(Node& node, Item& item, json::Value& map_key);
    bool type_key(Node& node, Item& item, std::string_view container_key, json::Value& map_key);
    json::Object& map_of(Item& item);

    // compact_iri.cpp: section 6.2
    struct IriOptions {
        const json::Value* value = nullptr;
        bool vocab = true;
        bool reverse = false;
    };
    bool iri(const ActiveContext& active, std::string_view var, const IriOptions& options, std::string_view& out);
    bool term_for(const ActiveContext& active, std::string_view var, const IriOptions& options, std::string_view& out);
    /// A keyword or its alias; cannot fail.
    std::string_view alias(const ActiveContext& active, std::string_view keyword);

    // compact_value.cpp: section 6.3
    /// `replaced`: `out` stands for the whole value (Compaction step 7).
    bool value(const ActiveContext& active, const TermDefinition* definition, const json::Object& input, bool& replaced,
               json::Value& out);

    [[nodiscard]] bool as_array_by_default() const { return !run_.options.compact_arrays; }
    [[nodiscard]] json::Value text(std::string_view value) const {
        return json::Value(boost::json::string_view(value.data(), value.size()), storage_);
    }

    Run& run_;
    json::Storage storage_;
};

}  // namespace blason::jsonld
