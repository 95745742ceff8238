// What a view-model hands to a template: a JSON object, filled name by name.
#pragma once

#include <string_view>
#include <utility>

#include "engine/json/value.hpp"

namespace blason::web {

inline void put(json::Object& data, std::string_view name, std::string_view text) {
    data[json::key(name)] = json::key(text);
}
inline void put(json::Object& data, std::string_view name, const char* text) {
    put(data, name, std::string_view(text));
}
inline void put(json::Object& data, std::string_view name, bool flag) {
    data[json::key(name)] = flag;
}
inline void put(json::Object& data, std::string_view name, json::Object object) {
    data[json::key(name)] = std::move(object);
}
/// A list NAME, and a flag has_NAME: Mustache cannot ask before a list whether it is empty.
inline void put(json::Object& data, std::string_view name, json::Array list) {
    std::string flag = "has_";
    flag.append(name);
    data[json::key(flag)] = !list.empty();
    data[json::key(name)] = std::move(list);
}

}  // namespace blason::web
