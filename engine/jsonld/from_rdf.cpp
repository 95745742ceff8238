#include "engine/jsonld/from_rdf.hpp"

#include "engine/json/jcs.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/jsonld/vocabulary.hpp"

namespace blason::jsonld {
namespace {

constexpr std::string_view kDefault = "@default";

// IRI or blank node as JSON-LD writes it.
std::string identifier(const rdf::Term& term) {
    return (term.kind == rdf::TermKind::BlankNode ? "_:" : "") + std::string(term.value);
}

}  // namespace

bool RdfReader::dataset(const rdf::Dataset& dataset, json::Array& out) {
    graphs_[std::string(kDefault)];
    for (const auto& quad : dataset.quads) {  // step 5
        const bool is_default = quad.graph.kind == rdf::TermKind::DefaultGraph;
        const std::string name = is_default ? std::string(kDefault) : identifier(quad.graph);
        if (!is_default) node(graphs_.find(kDefault)->second, name);
        if (!triple(quad, name)) return false;
    }
    for (auto& [name, graph] : graphs_) {  // step 6
        if (!convert_compound_literals(name, graph)) return false;
        if (!convert_lists(name, graph)) return false;
    }
    // Steps 7 to 9.
    for (auto& [subject, object] : graphs_.find(kDefault)->second.nodes) {
        if (const auto graph = graphs_.find(subject); graph != graphs_.end()) {
            json::Array nodes(storage_);
            for (auto& [id, inner] : graph->second.nodes)
                if (inner.size() > 1) nodes.push_back(std::move(inner));
            object.insert_or_assign("@graph", std::move(nodes));
        }
        if (object.size() > 1) out.push_back(std::move(object));
    }
    return true;
}

// Step 5.7.
bool RdfReader::triple(const rdf::Quad& quad, const std::string& graph_name) {
    Graph& graph = graphs_.try_emplace(graph_name).first->second;
    const std::string subject = identifier(quad.subject);
    const std::string predicate = identifier(quad.predicate);
    auto& subject_node = node(graph, subject);
    const bool is_resource = quad.object.kind != rdf::TermKind::Literal;
    if (run_.options.rdf_direction == RdfDirection::CompoundLiteral && predicate == kRdfDirection)
        graph.compound_literals.push_back(subject);
    if (is_resource) node(graph, identifier(quad.object));
    const bool as_type = predicate == kRdfType && !run_.options.use_rdf_type && is_resource;
    const std::string property = as_type ? "@type" : predicate;
    json::Value value(storage_);
    if (as_type) {
        value = text(identifier(quad.object));
    } else if (!object(quad.object, value)) {
        return false;
    }
    auto* values = subject_node.if_contains(property);
    if (values == nullptr) values = &subject_node.emplace(property, json::Array(storage_)).first->value();
    auto& items = values->get_array();
    // Step 5.7.8.
    std::string key;
    for (const auto& part : {graph_name, subject, property})
        key.append(std::to_string(part.size())).append(1, ' ').append(part);
    json::canonicalize(value, key);
    const auto [position, inserted] = positions_.try_emplace(std::move(key), items.size());
    if (!inserted) return true;  // the same triple again
    items.push_back(std::move(value));
    if (as_type) return true;
    // Steps 5.7.9 to 5.7.11.
    Usage usage{subject, property, position->second};
    if (quad.object.kind == rdf::TermKind::Iri && quad.object.value == kRdfNil) {
        graph.nil_usages.push_back(std::move(usage));
    } else if (quad.object.kind == rdf::TermKind::BlankNode) {
        const auto [known, first] = references_.try_emplace(identifier(quad.object));
        known->second = first ? std::optional<Reference>({graph_name, std::move(usage)}) : std::nullopt;
    }
    return true;
}

json::Object& RdfReader::node(Graph& graph, std::string_view id) {
    auto found = graph.nodes.find(id);
    if (found == graph.nodes.end()) {
        found = graph.nodes.emplace(std::string(id), json::Object(storage_)).first;
        found->second.emplace("@id", text(id));
    }
    return found->second;
}

const RdfReader::Reference* RdfReader::referenced_once(const std::string& id) const {
    const auto found = references_.find(id);
    return found != references_.end() && found->second ? &*found->second : nullptr;
}

// Step 6.1.
bool RdfReader::convert_compound_literals(const std::string& name, Graph& graph) {
    for (const auto& id : graph.compound_literals) {
        const auto* reference = referenced_once(id);
        const auto found = graph.nodes.find(id);
        if (reference == nullptr || reference->graph != name || found == graph.nodes.end()) continue;
        const json::Object literal = std::move(found->second);
        graph.nodes.erase(found);
        // What referred to it may have been a compound literal, too, or this one: then it is gone with that
        // (step 6.1.3).
        const auto& usage = reference->usage;
        const auto holder = graph.nodes.find(usage.node);
        if (holder == graph.nodes.end()) continue;
        auto& target = holder->second.at(usage.property).get_array()[usage.position].get_object();
        if (!fill_compound_literal(literal, target)) return false;
    }
    return true;
}

// Steps 6.1.6.1 to 6.1.6.4.
bool RdfReader::fill_compound_literal(const json::Object& from, json::Object& reference) {
    const auto value_of = [&](std::string_view property) -> const json::Value* {
        const auto* values = from.if_contains(json::key(property));
        const auto* first = values != nullptr && values->is_array() ? values->get_array().if_contains(0) : nullptr;
        return first != nullptr ? json::find(*first, "@value") : nullptr;
    };
    reference.erase("@id");
    if (const auto* value = value_of(kRdfValue)) reference.insert_or_assign("@value", json::Value(*value, storage_));
    if (const auto* language = value_of(kRdfLanguage)) {
        if (!language->is_string() || !is_well_formed_language(json::view(*language)))
            return run_.fail("invalid language-tagged string", "rdf:language is no language tag.", json::Path{});
        reference.insert_or_assign("@language", json::Value(*language, storage_));
    }
    if (const auto* direction = value_of(kRdfDirection)) {
        if (!direction->is_string() || (json::view(*direction) != "ltr" && json::view(*direction) != "rtl"))
            return run_.fail("invalid base direction", "rdf:direction is \"ltr\" or \"rtl\".", json::Path{});
        reference.insert_or_assign("@direction", json::Value(*direction, storage_));
    }
    return true;
}

}  // namespace blason::jsonld
