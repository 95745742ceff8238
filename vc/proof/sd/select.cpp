#include "vc/proof/sd/select.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "engine/json/pointer.hpp"

namespace blason::vc::proof::sd {

namespace {

/// What is wanted of a value: all of it, or these members or items.
struct Choice {
    bool whole = false;
    std::map<std::string, Choice, std::less<>> parts;
};

/// Section 3.4.12, selectPaths: where the standard copies as it walks, the wish is noted, and everything is copied
/// once at the end.
Result<void> choose(const json::Value& document, const std::string& pointer, Choice& choice) {
    const auto path = json::parse_pointer(pointer);
    if (!path) return path.error();
    if (json::resolve_pointer(document, *path) == nullptr) {
        return refused("pointer-not-found", "There is nothing at " + pointer + ".", pointer);
    }
    Choice* at = &choice;
    for (const std::string& token : *path) at = &at->parts[token];
    at->whole = true;
    return {};
}

/// Section 3.4.11, createInitialSelection. The standard leaves out identifiers of blank nodes; kept, they go on linking
/// the parts that are disclosed, and do no harm.
bool always_selected(std::string_view name) {
    constexpr std::array<std::string_view, 4> kNames{"id", "type", "@id", "@type"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

json::Value copy(const json::Value& value, const Choice& choice) {
    if (choice.whole) return value;
    if (value.is_array()) {
        json::Array out;
        for (std::size_t i = 0; i < value.get_array().size(); ++i) {
            const auto part = choice.parts.find(std::to_string(i));
            if (part != choice.parts.end()) out.push_back(copy(value.get_array()[i], part->second));
        }
        return out;
    }
    json::Object out;
    for (const auto& member : value.get_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        const auto part = choice.parts.find(name);
        if (part != choice.parts.end()) {
            out.emplace(member.key(), copy(member.value(), part->second));
        } else if (always_selected(name)) {
            out.emplace(member.key(), member.value());
        }
    }
    return out;
}

}  // namespace

Result<json::Value> select_json_ld(const json::Value& document, const Pointers& pointers) {
    if (pointers.empty()) return json::Value();
    Choice choice;
    if (json::find(document, "@context") != nullptr) choice.parts["@context"].whole = true;
    for (const std::string& pointer : pointers) {
        if (const auto chosen = choose(document, pointer, choice); !chosen) return chosen.error();
    }
    return copy(document, choice);
}

}  // namespace blason::vc::proof::sd
