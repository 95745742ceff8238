#include "wallet-server/web/badge_words.hpp"

#include <algorithm>

namespace blason::web {

std::string as_string(const json::Value* value) {
    return value != nullptr && value->is_string() ? std::string(json::view(*value)) : std::string();
}

std::string words(const json::Value* value, Language language) {
    if (value == nullptr) return {};
    if (value->is_string()) return std::string(json::view(*value));
    const auto fits = [&](std::string_view tag) { return tag.starts_with(code_of(language)); };
    if (const auto* list = value->if_array()) {
        const auto best = std::find_if(list->begin(), list->end(), [&](const json::Value& entry) {
            return fits(as_string(json::find(entry, "@language")));
        });
        if (best != list->end()) return words(&*best, language);
        return list->empty() || list->front().is_array() ? std::string() : words(&list->front(), language);
    }
    if (const auto* object = value->if_object()) {
        if (const auto* plain = json::find(*object, "@value")) return as_string(plain);
        for (const auto& [tag, text] : *object) {
            if (fits({tag.data(), tag.size()}) && text.is_string()) return std::string(json::view(text));
        }
        return object->empty() ? std::string() : as_string(&object->begin()->value());
    }
    return {};
}

}  // namespace blason::web
