#include "engine/sdjwt/conceal.hpp"

#include <algorithm>
#include <map>

#include "engine/json/pointer.hpp"

namespace blason::sdjwt {

namespace {

/// The pointers as a tree.
struct Node {
    std::map<std::string, Node> below;
    bool concealed = false;
};

Error not_found(const std::string& pointer) {
    return refused("sd-pointer-not-found", "There is nothing at this place that could be kept back.", pointer);
}

Result<Node> tree_of(const json::Value& payload, const std::vector<std::string>& pointers) {
    Node root;
    for (const std::string& pointer : pointers) {
        const auto tokens = json::parse_pointer(pointer);
        if (!tokens) return Error{tokens.error().code, tokens.error().detail, pointer, ErrorKind::Malformed};
        if (tokens->empty() || json::resolve_pointer(payload, *tokens) == nullptr) return not_found(pointer);
        Node* node = &root;
        for (const std::string& token : *tokens) node = &node->below[token];
        node->concealed = true;
    }
    return root;
}

/// Names that only digests may have (RFC 9901 section 4.1).
Result<void> check_names(const json::Value& value, const json::Path& path) {
    if (value.is_array()) {
        std::size_t index = 0;
        for (const auto& one : value.get_array()) {
            if (auto good = check_names(one, json::Path(&path, index++)); !good) return good;
        }
    } else if (value.is_object()) {
        for (const auto& member : value.get_object()) {
            const std::string_view name(member.key().data(), member.key().size());
            const json::Path here(&path, name);
            if (name == "_sd" || name == "_sd_alg" || name == "...") {
                return refused("sd-reserved-name", "Only digests may have this name.", here.pointer());
            }
            if (auto good = check_names(member.value(), here); !good) return good;
        }
    }
    return {};
}

class Concealer {
  public:
    Concealer(const ConcealOptions& options, crypto::Random& random, std::vector<Disclosure>& disclosures)
        : options_(options), random_(random), disclosures_(disclosures) {}

    /// What is deeper first, so that its digests are part of what is around it.
    void run(json::Value& value, const Node& node) {
        if (value.is_object()) return in_object(value.get_object(), node);
        if (value.is_array()) in_array(value.get_array(), node);
    }

  private:
    void in_object(json::Object& object, const Node& node) {
        std::vector<std::string> digests;
        for (const auto& [name, below] : node.below) {
            json::Value& member = object.at(json::key(name));
            run(member, below);
            if (!below.concealed) continue;
            digests.push_back(keep(name, std::move(member)));
            object.stable_erase(json::key(name));
        }
        if (digests.empty()) return;
        for (std::size_t i = 0; i < options_.decoys; ++i) digests.push_back(decoy());
        std::ranges::sort(digests);
        json::Array list;
        for (const std::string& digest : digests) list.emplace_back(digest);
        object.emplace("_sd", std::move(list));
    }
    void in_array(json::Array& array, const Node& node) {
        bool any = false;
        for (const auto& [index, below] : node.below) {
            json::Value& element = array.at(std::stoul(index));
            run(element, below);
            if (!below.concealed) continue;
            any = true;
            element = placeholder(keep(std::nullopt, std::move(element)));
        }
        if (!any) return;
        for (std::size_t i = 0; i < options_.decoys; ++i) array.push_back(placeholder(decoy()));
    }
    std::string keep(std::optional<std::string> name, json::Value value) {
        disclosures_.push_back(make_disclosure(std::move(name), std::move(value), random_));
        return digest(disclosures_.back().text, options_.hash);
    }
    std::string decoy() { return digest(as_text(random_.bytes(32)), options_.hash); }
    static json::Value placeholder(const std::string& digest) { return json::Object{{"...", digest}}; }

    const ConcealOptions& options_;
    crypto::Random& random_;
    std::vector<Disclosure>& disclosures_;
};

}  // namespace

Result<Concealed> conceal(json::Object payload, const std::vector<std::string>& pointers, const ConcealOptions& options,
                          crypto::Random& random) {
    json::Value value = std::move(payload);
    if (auto good = check_names(value, json::Path{}); !good) return std::move(good).error();
    const auto tree = tree_of(value, pointers);
    if (!tree) return tree.error();
    std::vector<Disclosure> disclosures;
    Concealer(options, random, disclosures).run(value, *tree);
    Concealed out{std::move(value.get_object()), std::move(disclosures)};
    if (!out.disclosures.empty()) {
        const std::string_view name = name_of(options.hash);
        out.payload.emplace("_sd_alg", json::String(name.data(), name.size()));
    }
    return out;
}

}  // namespace blason::sdjwt
