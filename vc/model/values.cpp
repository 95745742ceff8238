#include "vc/model/values.hpp"

#include <algorithm>
#include <array>

namespace blason::vc::model {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_scheme_character(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}
/// Asked for every character of every identifier, so it is looked up.
constexpr std::array<bool, 256> kUrlCharacters = [] {
    std::array<bool, 256> allowed{};
    for (std::size_t c = 0x21; c < allowed.size(); ++c) allowed[c] = c != 0x7F;
    for (const char never : std::string_view("\"<>\\^`{|}")) allowed[static_cast<unsigned char>(never)] = false;
    return allowed;
}();
bool is_url_character(char c) {
    return kUrlCharacters[static_cast<unsigned char>(c)];
}

}  // namespace

bool is_url(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
    const std::string_view scheme = text.substr(0, colon);
    return is_letter(scheme.front()) && std::all_of(scheme.begin(), scheme.end(), is_scheme_character) &&
           std::all_of(text.begin(), text.end(), is_url_character);
}

std::vector<std::string_view> types_of(const json::Value& object) {
    std::vector<std::string_view> types;
    if (const json::Value* type = json::find(object, "type")) {
        for_each_value(*type, [&](const json::Value& name, std::optional<std::size_t>) {
            if (name.is_string()) types.push_back(json::view(name));
        });
    }
    return types;
}

bool has_type(const json::Value& object, std::string_view name) {
    const json::Value* type = json::find(object, "type");
    if (type == nullptr) return false;
    bool found = false;
    for_each_value(*type, [&](const json::Value& candidate, std::optional<std::size_t>) {
        found = found || (candidate.is_string() && json::view(candidate) == name);
    });
    return found;
}

bool contexts_begin_with(const json::Value& contexts, const json::Value& of_proof) {
    if (contexts == of_proof) return true;
    if (!contexts.is_array()) return false;
    const json::Array& all = contexts.get_array();
    const json::Array start = of_proof.is_array() ? of_proof.get_array() : json::Array{of_proof};
    return all.size() >= start.size() && std::equal(start.begin(), start.end(), all.begin());
}

std::optional<std::string_view> id_of(const json::Value& value) {
    if (value.is_string()) return json::view(value);
    const json::Value* id = json::find(value, "id");
    if (id == nullptr || !id->is_string()) return std::nullopt;
    return json::view(*id);
}

std::optional<Instant> instant_of(const json::Value& object, std::string_view member) {
    const json::Value* value = json::find(object, member);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return parse_instant(json::view(*value));
}

}  // namespace blason::vc::model
