#include "engine/jsonld/media_type.hpp"

#include <algorithm>

#include "engine/jsonld/language_text.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\n\f\r";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string media_type(std::string_view content_type) {
    return text::lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

bool is_json_type(std::string_view type) {
    return type == "application/json" || type.ends_with("+json");
}

std::string media_type_parameter(std::string_view content_type, std::string_view name) {
    take_until(content_type, ";");
    while (!content_type.empty()) {
        content_type.remove_prefix(1);  // ";"
        const auto parameter = take_until(content_type, ";");
        const auto equals = parameter.find('=');
        if (equals != std::string_view::npos && text::lower(trimmed(parameter.substr(0, equals))) == name)
            return unquoted(parameter.substr(equals + 1));
    }
    return {};
}

std::string_view take_until(std::string_view& text, std::string_view ends) {
    bool quoted = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '\\' && quoted) {
            ++at;
        } else if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && ends.find(text[at]) != std::string_view::npos) {
            break;
        }
    }
    const auto taken = text.substr(0, std::min(at, text.size()));
    text.remove_prefix(taken.size());
    return taken;
}

std::string unquoted(std::string_view value) {
    value = trimmed(value);
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
    std::string text;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        if (value[i] == '\\' && i + 2 < value.size()) ++i;
        text.push_back(value[i]);
    }
    return text;
}

bool has_word(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        const auto end = list.find(' ');
        if (list.substr(0, end) == wanted) return true;
        list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
    }
    return false;
}

}  // namespace blason::jsonld
