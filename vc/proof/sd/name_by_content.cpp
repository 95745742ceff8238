#include "vc/proof/sd/name_by_content.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/crypto/hash.hpp"
#include "engine/rdf/nquads.hpp"

namespace blason::vc::proof::sd {

namespace {

using rdf::Quad;
using rdf::Term;
using rdf::TermKind;

struct Node {
    std::vector<const Quad*> holds;  ///< it is their subject or their graph
    const Quad* link = nullptr;      ///< the one whose object it is
    std::string content;             ///< digest of all it holds, to any depth
    std::string name;
};

/// The processor counts (b0, b1, ...), and meets what a node holds after the node itself.
using Nodes = std::map<std::size_t, Node>;

std::size_t number_of(const Term& term) {
    std::size_t number = 0;
    std::from_chars(term.value.data() + 1, term.value.data() + term.value.size(), number);
    return number;
}

Result<Nodes> collect(const rdf::Dataset& dataset) {
    Nodes nodes;
    for (const Quad& quad : dataset.quads) {
        if (quad.subject.kind == TermKind::BlankNode) nodes[number_of(quad.subject)].holds.push_back(&quad);
        if (quad.graph.kind == TermKind::BlankNode) nodes[number_of(quad.graph)].holds.push_back(&quad);
        if (quad.object.kind != TermKind::BlankNode) continue;
        const Quad*& link = nodes[number_of(quad.object)].link;
        if (link != nullptr && !(*link == quad)) {
            return refused("blank-node-ambiguous", "A list or graph is named from two places.");
        }
        link = &quad;
    }
    return nodes;
}

/// A quad in which `write` chooses what stands for a blank node.
template <typename Write>
std::string line(const Quad& quad, Write&& write) {
    std::string out;
    for (const Term* term : {&quad.subject, &quad.predicate, &quad.object, &quad.graph}) {
        if (term->kind == TermKind::BlankNode) {
            out += write(number_of(*term));
        } else {
            rdf::append_term(out, *term);
        }
        out += ' ';
    }
    return out += '\n';
}

std::string digest(std::string_view text) {
    return to_hex(crypto::sha256(text).bytes());
}

std::string content_of(std::size_t number, const Nodes& nodes) {
    const auto inside = [&](std::size_t other) -> std::string {
        if (other == number) return "self";
        return other < number ? "outside" : nodes.at(other).content;
    };
    std::set<std::string> lines;
    for (const Quad* quad : nodes.at(number).holds) lines.insert(line(*quad, inside));
    std::string text;
    for (const std::string& one : lines) text += one;
    return digest(text);
}

std::string name_of(std::size_t number, const Nodes& nodes) {
    const Node& node = nodes.at(number);
    const auto outside = [&](std::size_t other) -> std::string {
        return other < number ? nodes.at(other).name : "self";
    };
    return digest(node.content + (node.link == nullptr ? std::string() : line(*node.link, outside)));
}

}  // namespace

Result<void> name_by_content(rdf::Dataset& dataset) {
    auto nodes = collect(dataset);
    if (!nodes) return std::move(nodes).error();
    if (nodes->empty()) return {};
    for (auto node = nodes->rbegin(); node != nodes->rend(); ++node) {
        node->second.content = content_of(node->first, *nodes);
    }
    std::set<std::string_view> names;
    for (auto& [number, node] : *nodes) {
        node.name = name_of(number, *nodes);
        if (!names.insert(node.name).second) {
            return refused("blank-node-ambiguous", "Two lists or graphs at the same place hold the same.");
        }
    }
    for (Quad& quad : dataset.quads) {
        for (Term* term : {&quad.subject, &quad.object, &quad.graph}) {
            if (term->kind == TermKind::BlankNode) term->value = dataset.keep("c:" + nodes->at(number_of(*term)).name);
        }
    }
    return {};
}

}  // namespace blason::vc::proof::sd
