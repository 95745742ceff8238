#include "engine/rdf/hash_n_degree.hpp"

#include <algorithm>
#include <charconv>

namespace blason::rdf {
namespace {

/// By bytes, which is also the order of their hexadecimal texts.
int compare(const crypto::Digest& a, const crypto::Digest& b) {
    return std::memcmp(a.data.data(), b.data.data(), a.size);
}

}  // namespace

void append_number(std::string& out, std::uint32_t number) {
    std::array<char, 10> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_hex(std::string& out, const crypto::Digest& digest) {
    static constexpr char kDigits[] = "0123456789abcdef";
    for (const auto byte : digest.bytes()) {
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 0xfU];
    }
}

BlankNodeHasher::BlankNodeHasher(const QuadTable& table, const CanonicalizationOptions& options, LineSorter& sorter)
    : table_(table),
      options_(options),
      sorter_(sorter),
      canonical_(table.node_count()),
      temporary_(table.node_count()) {}

// Section 4.6.3: the quads of a node, in which it is "a" and every other blank node "z", sorted, joined and hashed.
void BlankNodeHasher::hash_first_degree_quads() {
    first_degree_.reserve(table_.node_count());
    std::vector<std::size_t> ends;
    std::vector<std::string_view> nquads;
    std::string joined;
    for (NodeId node = 0; node < table_.node_count(); ++node) {
        input_.clear();
        ends.clear();
        for (const auto index : table_.quads_of(node)) {
            table_.write(input_, table_.lines()[index],
                         [node](std::string& out, NodeId other) { out += other == node ? 'a' : 'z'; });
            ends.push_back(input_.size());
        }
        nquads.clear();
        std::size_t start = 0;
        for (const auto end : ends) {
            nquads.push_back(std::string_view(input_).substr(start, end - start));
            start = end;
        }
        sorter_.sort(nquads);
        joined.clear();
        for (const auto nquad : nquads) joined += nquad;
        first_degree_.push_back(crypto::hash(options_.hash, as_bytes(joined)));
    }
}

/// "_:" and the identifier: the canonical one when there is one, else the temporary one.
void BlankNodeHasher::append_label(std::string& out, NodeId node) const {
    if (canonical_.has(node)) {
        out += "_:c14n";
        append_number(out, canonical_.number(node));
    } else {
        out += "_:b";
        append_number(out, temporary_.number(node));
    }
}

// Section 4.7.3. The same input comes back many times over in a graph that needs this, so its hash is kept.
const crypto::Digest& BlankNodeHasher::hash_related_blank_node(const Mention& related, const QuadLine& quad) {
    input_.assign(1, related.position);  // 1
    if (related.position != 'g') {       // 2
        input_ += '<';
        input_ += quad.predicate;
        input_ += '>';
    }
    if (canonical_.has(related.node) || temporary_.has(related.node)) {  // 3
        append_label(input_, related.node);
    } else {  // 4
        append_hex(input_, first_degree_[related.node]);
    }
    const auto [entry, is_new] = related_hashes_.try_emplace(input_);
    if (is_new) {
        entry->second = crypto::hash(options_.hash, as_bytes(input_));  // 5
    }
    return entry->second;
}

struct BlankNodeHasher::Related {
    const crypto::Digest* hash;
    NodeId node;
};

// Section 4.8.3 steps 1 to 3: the map H from related hash to related nodes, as a list in the order of both.
std::vector<BlankNodeHasher::Related> BlankNodeHasher::related_of(NodeId identifier) {
    std::vector<Related> found;
    for (const auto index : table_.quads_of(identifier)) {  // 2, 3
        const QuadLine& quad = table_.lines()[index];
        for (const auto& mention : table_.mentions(quad)) {  // 3.1
            if (mention.node == identifier) continue;
            found.push_back({&hash_related_blank_node(mention, quad), mention.node});
        }
    }
    std::sort(found.begin(), found.end(), [](const Related& a, const Related& b) {
        const int order = a.hash == b.hash ? 0 : compare(*a.hash, *b.hash);
        return order != 0 ? order < 0 : a.node < b.node;
    });
    return found;
}

// Section 4.8.3 steps 4 to 6.
crypto::Digest BlankNodeHasher::hash_n_degree_quads(NodeId identifier) {
    exhausted_ = exhausted_ || ++calls_ > options_.limits.max_n_degree_calls || depth_ == options_.limits.max_depth;
    if (exhausted_) return {};
    ++depth_;

    const auto related = related_of(identifier);
    std::string data_to_hash;  // 4
    std::vector<NodeId> nodes;
    for (auto group = related.begin(); group != related.end() && !exhausted_;) {  // 5
        const auto hash = group->hash;
        nodes.clear();
        for (; group != related.end() && group->hash == hash; ++group) nodes.push_back(group->node);
        append_hex(data_to_hash, *hash);   // 5.1
        data_to_hash += best_path(nodes);  // 5.2 to 5.6
    }
    --depth_;
    return crypto::hash(options_.hash, as_bytes(data_to_hash));  // 6
}

// Steps 5.2 to 5.6: the smallest path over all orders of the related nodes; the issuer is left as that path made it.
std::string BlankNodeHasher::best_path(std::vector<NodeId>& nodes) {
    const std::size_t before = temporary_.size();
    std::string chosen;                 // 5.2
    std::vector<NodeId> chosen_issued;  // 5.3: what the chosen issuer has beyond the one we came with
    std::string path;
    do {  // 5.4; `nodes` is sorted, so this runs through every permutation
        exhausted_ = exhausted_ || ++permutations_ > options_.limits.max_permutations;
        if (exhausted_) break;
        path.clear();                               // 5.4.2
        if (append_path(path, nodes, chosen)) {     // 5.4.4, 5.4.5
            if (chosen.empty() || path < chosen) {  // 5.4.6
                chosen.swap(path);
                const auto issued = temporary_.issued().subspan(before);
                chosen_issued.assign(issued.begin(), issued.end());
            }
        }
        temporary_.rollback(before);  // 5.4.1 of the next round
    } while (std::next_permutation(nodes.begin(), nodes.end()));
    for (const auto node : chosen_issued) temporary_.issue(node);  // 5.6
    return chosen;                                                 // 5.5
}

// Steps 5.4.3 to 5.4.5. False when the path can no longer be the smallest: it only grows, so once it is greater than
// the chosen one it stays so. (The standard also asks for the length; it gives up later and chooses the same.)
bool BlankNodeHasher::append_path(std::string& path, const std::vector<NodeId>& permutation,
                                  const std::string& chosen) {
    const auto is_lost = [&] { return exhausted_ || (!chosen.empty() && path > chosen); };
    std::vector<NodeId> recursion;            // 5.4.3
    for (const auto related : permutation) {  // 5.4.4
        if (!canonical_.has(related)) {       // 5.4.4.2
            if (!temporary_.has(related)) recursion.push_back(related);
            temporary_.issue(related);
        }
        append_label(path, related);  // 5.4.4.1
        if (is_lost()) return false;  // 5.4.4.3
    }
    for (const auto related : recursion) {  // 5.4.5
        const auto hash = hash_n_degree_quads(related);
        append_label(path, related);
        path += '<';
        append_hex(path, hash);
        path += '>';
        if (is_lost()) return false;  // 5.4.5.5
    }
    return true;
}

}  // namespace blason::rdf
