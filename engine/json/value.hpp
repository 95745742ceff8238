// The JSON values of the project are Boost.JSON's: insertion order is kept, and a whole tree can live in one arena.
#pragma once

#include <boost/json.hpp>
#include <string_view>

namespace blason::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;
using String = boost::json::string;
using Storage = boost::json::storage_ptr;

inline std::string_view view(const String& text) {
    return {text.data(), text.size()};
}
inline std::string_view view(const Value& text) {
    return view(text.get_string());
}
inline boost::json::string_view key(std::string_view text) {
    return {text.data(), text.size()};
}

/// The member of that name, or nullptr; also nullptr when `value` is no object.
inline const Value* find(const Object& object, std::string_view name) {
    return object.if_contains(key(name));
}
inline const Value* find(const Value& value, std::string_view name) {
    return value.is_object() ? value.get_object().if_contains(key(name)) : nullptr;
}

}  // namespace blason::json
