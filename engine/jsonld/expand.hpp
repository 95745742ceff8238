// JSON-LD API section 5.1.2, the Expansion algorithm.
#pragma once

#include <string_view>

#include "engine/json/pointer.hpp"
#include "engine/jsonld/iri_expansion.hpp"
#include "engine/jsonld/run.hpp"

namespace blason::jsonld {

/// The active property of the algorithm: null, a keyword, or a term with its definition in the active context.
/// Included stands for the null that step 13.4.6.2 passes: values and lists must survive it, to be refused by 13.4.6.3.
struct ActiveProperty {
    enum class Kind { Null, Graph, Included, Reverse, Term };
    Kind kind = Kind::Null;
    std::string_view name;
    const TermDefinition* definition = nullptr;  ///< nullptr: no term, or not defined

    [[nodiscard]] bool is_null_or_graph() const { return kind == Kind::Null || kind == Kind::Graph; }
    [[nodiscard]] bool has_container(Containers::Bit bit) const {
        return definition != nullptr && definition->containers.has(bit);
    }
    /// The same property as another active context defines it.
    [[nodiscard]] ActiveProperty in(const ActiveContext& active) const {
        return {kind, name, kind == Kind::Term ? active.find(name) : nullptr};
    }
};

class Expander {
  public:
    explicit Expander(Run& run) : run_(run), storage_(run.storage) {}

    /// The whole algorithm with the step of section 9.1 (expand, steps 8 and 9) that makes the result an array.
    /// False: run.error says why.
    bool document(const ActiveContext& active, const json::Value& input, json::Array& out);

  private:
    using Entry = json::Object::value_type;
    struct Position {
        const json::Path& path;
        std::size_t depth;
    };
    /// The node object (or value, list, set object) that is being put together: the variables of steps 6 to 14.
    struct Node {
        const ActiveContext* active = nullptr;
        const ActiveContext* type_scoped = nullptr;
        const Entry* type_entry = nullptr;  ///< the first that expands to @type
        ActiveProperty property;
        json::Object result;
        std::uint32_t keywords = 0;  ///< which keywords `result` has as entries

        [[nodiscard]] bool has(Keyword keyword) const {
            return ((keywords >> static_cast<unsigned>(keyword)) & 1U) != 0;
        }
        void mark(Keyword keyword) { keywords |= 1U << static_cast<unsigned>(keyword); }
        void put(Keyword keyword, std::string_view name, json::Value&& value) {
            mark(keyword);
            result.insert_or_assign(json::key(name), std::move(value));
        }
    };
    /// One entry of it, its key expanded.
    struct Member {
        std::string_view key;
        const TermDefinition* definition;
        Iri property;
        const json::Value& value;
    };

    // expand.cpp
    bool element(const ActiveContext& active, const ActiveProperty& property, const json::Value& input,
                 const Position& at, bool from_map, json::Value& out);
    bool array(const ActiveContext& active, const ActiveProperty& property, const json::Array& input,
               const Position& at, bool from_map, json::Value& out);
    bool object(const ActiveContext& active, const ActiveProperty& property, const json::Object& input,
                const Position& at, bool from_map, json::Value& out);
    bool apply_type_scopes(Node& node, const json::Object& input, const json::Path& path);
    bool apply_type_scope(Node& node, const json::Value& types, const json::Path& path);
    bool members(Node& node, const json::Object& input, const Position& at);
    bool nested(Node& node, const Entry& nest, const Position& at);
    bool finish(Node& node, const json::Path& path, json::Value& out);
    bool check_node_types(const Node& node, const json::Path& path);
    static void mark_place(Node& node, const json::Path& path);
    bool finish_value(Node& node, const json::Path& path, bool& drop);

    // expand_keywords.cpp: step 13.4
    bool keyword_member(Node& node, const Member& member, const Position& at);
    bool id_member(Node& node, const json::Value& value, const json::Path& path);
    bool type_member(Node& node, const json::Value& value, const json::Path& path);
    bool expand_type(const Node& node, const json::Value& value, const json::Path& path, json::Value& out);
    bool included_member(Node& node, const json::Value& value, const Position& at);
    bool value_member(Node& node, const json::Value& value, const json::Path& path);
    bool language_member(Node& node, const json::Value& value, const json::Path& path);
    bool direction_member(Node& node, const json::Value& value, const json::Path& path);
    bool reverse_member(Node& node, const json::Value& value, const Position& at);

    // expand_properties.cpp: steps 13.5 to 13.14
    bool property_member(Node& node, const Member& member, const Position& at);
    bool language_map(const Node& node, const Member& member, const json::Path& path, json::Value& out);
    /// Makes a graph object of one value of a graph container (step 13.12.1).
    bool graph_item(json::Value& item, const json::Path& path);
    bool index_map(const Node& node, const Member& member, const Position& at, json::Value& out);
    bool index_map_entry(const Node& node, const Member& member, const Entry& entry, const Position& at,
                         json::Array& out);
    bool add_index(const Node& node, const Member& member, std::string_view index, const Iri& expanded_index,
                   json::Value& item, const json::Path& path);
    bool add_reverse(json::Object& reverse_map, std::string_view property, json::Value&& items, const json::Path& path);

    // expand_value.cpp: section 5.3
    bool value(const ActiveContext& active, const TermDefinition* definition, const json::Value& input,
               const json::Path& path, json::Value& out);
    bool reference(const Iri& id, std::string_view text, const json::Path& path, json::Value& out);
    /// Safe mode: what the expanded IRI must be, lest something is lost.
    bool check_reference(const Iri& iri, std::string_view text, const json::Path& path);
    bool check_property(const Iri& property, const TermDefinition* definition, const json::Path& path);
    bool check_datatype(std::string_view datatype, const json::Path& path);
    bool check_language(std::string_view tag, const json::Path& path);
    bool check_direction(const json::Path& path);

    [[nodiscard]] json::Value text(std::string_view value) const {
        return json::Value(boost::json::string_view(value.data(), value.size()), storage_);
    }

    Run& run_;
    json::Storage storage_;
};

}  // namespace blason::jsonld
