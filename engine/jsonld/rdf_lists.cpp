// JSON-LD API section 8.4.2, steps 6.2 to 6.4: RDF collections become lists.
#include <algorithm>

#include "engine/jsonld/from_rdf.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/vocabulary.hpp"

namespace blason::jsonld {

// The shape of a list node (step 6.4.3).
bool RdfReader::is_list_node(const json::Object& node) const {
    const auto single = [&](std::string_view property) {
        const auto* values = node.if_contains(json::key(property));
        return values != nullptr && values->get_array().size() == 1;
    };
    if (!single(kRdfFirst) || !single(kRdfRest)) return false;
    const auto* type = node.if_contains("@type");
    if (type == nullptr) return node.size() == 3;
    return node.size() == 4 && single("@type") && json::view(type->get_array().front()) == kRdfList;
}

// Step 6.4.3, backwards from rdf:nil to the head. Nothing when the nodes form a ring.
std::optional<RdfReader::List> RdfReader::trace_list(const std::string& name, const Graph& graph,
                                                     const Usage& nil_usage) const {
    List list;
    list.head = &nil_usage;
    while (list.head->property == kRdfRest && is_blank_node(list.head->node)) {
        const auto* reference = referenced_once(list.head->node);
        const auto found = graph.nodes.find(list.head->node);
        if (reference == nullptr || reference->graph != name || found == graph.nodes.end() ||
            !is_list_node(found->second))
            break;
        if (list.nodes.size() == graph.nodes.size()) return std::nullopt;
        list.nodes.push_back(list.head->node);
        list.head = &reference->usage;
    }
    return list;
}

// How deep a list lies in other lists: the items of a list are taken out of their nodes when it is converted, so the
// lists among them come first. The standard shares references instead. Lists that hold each other get no depth.
void RdfReader::order_lists(std::vector<List>& lists) {
    std::unordered_map<std::string_view, std::size_t> owner;
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (const auto& node : lists[i].nodes) owner.emplace(node, i);
    for (auto& start : lists) {
        std::vector<List*> way;
        List* at = &start;
        while (at != nullptr && !at->depth && !at->visited) {
            at->visited = true;
            way.push_back(at);
            const auto parent = at->head->property == kRdfFirst ? owner.find(at->head->node) : owner.end();
            at = parent == owner.end() ? nullptr : &lists[parent->second];
        }
        if (at != nullptr && !at->depth) continue;  // a ring
        std::size_t depth = at == nullptr ? 0 : *at->depth + 1;
        for (auto step = way.rbegin(); step != way.rend(); ++step) (*step)->depth = depth++;
    }
    std::erase_if(lists, [](const List& list) { return !list.depth; });
    std::stable_sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) { return *a.depth > *b.depth; });
}

bool RdfReader::convert_lists(const std::string& name, Graph& graph) {
    std::vector<List> lists;
    for (const auto& usage : graph.nil_usages)
        if (auto list = trace_list(name, graph, usage)) lists.push_back(std::move(*list));
    order_lists(lists);
    // Nobody, we included, reads what is nested more deeply.
    if (!lists.empty() && *lists.front().depth > run_.options.limits.max_depth)
        return run_.too_large("jsonld-depth-limit", "Lists are nested too deeply.", json::Path{});
    for (const auto& list : lists) {
        json::Array items(storage_);
        for (auto node = list.nodes.rbegin(); node != list.nodes.rend(); ++node) {
            const auto found = graph.nodes.find(*node);
            items.push_back(std::move(found->second.at(json::key(kRdfFirst)).get_array().front()));
            graph.nodes.erase(found);
        }
        const auto holder = graph.nodes.find(list.head->node);
        if (holder == graph.nodes.end()) continue;  // gone as a compound literal
        auto& head = holder->second.at(list.head->property).get_array()[list.head->position].get_object();
        head.erase("@id");
        head.insert_or_assign("@list", std::move(items));
    }
    return true;
}

}  // namespace blason::jsonld
