// JSON-LD API section 7: Node Map Generation, and the Flattening algorithm on top of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/jsonld/run.hpp"

namespace blason::jsonld {

class NodeMap {
  public:
    explicit NodeMap(Run& run) : run_(run), storage_(run.storage) { graphs_[std::string(kDefault)]; }

    /// Section 7.1. Sorted by code point, which is one of the orders the standard allows without the ordered flag.
    bool flatten(const json::Array& expanded, json::Array& out);

  private:
    static constexpr std::string_view kDefault = "@default";
    using Graph = std::map<std::string, json::Object, std::less<>>;

    /// Who refers to what is being visited: the active subject, active property and list of section 7.2.
    struct Referrer {
        std::string_view subject;   ///< node id; empty: none
        std::string_view property;  ///< active property; empty: none
        json::Array* list = nullptr;
        bool reverse = false;  ///< the visited node is the subject, `subject` the value
    };

    bool visit(const json::Value& element, std::string_view graph, const Referrer& from);
    bool visit_value(const json::Object& element, std::string_view graph, const Referrer& from);
    bool visit_list(const json::Object& element, std::string_view graph, const Referrer& from);
    bool visit_node(const json::Object& element, std::string_view graph, const Referrer& from);
    bool visit_members(const json::Object& element, std::string_view graph, const std::string& id);

    json::Object& node(std::string_view graph, std::string_view id);
    /// Appends unless an equal value is there already.
    void add_once(std::string_view graph, std::string_view subject, std::string_view property, json::Value&& value);
    json::Array& values(json::Object& node, std::string_view property);
    json::Value reference(std::string_view id) const;
    /// Relabels blank nodes, leaves everything else (section 7.4).
    std::string relabel(std::string_view identifier);
    std::string new_label();

    Run& run_;
    json::Storage storage_;
    std::map<std::string, Graph, std::less<>> graphs_;
    std::unordered_map<std::string, std::string> labels_;
    std::unordered_set<std::string> seen_;  ///< graph, subject, property and value, as text
    std::size_t issued_ = 0;
};

}  // namespace blason::jsonld
