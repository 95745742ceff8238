// The JSON values of the project are Boost.JSON's: insertion order is kept, and a whole tree can live in one arena.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace blason::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;
using String = boost::json::string;
using Storage = boost::json::storage_ptr;

/// The text as the standard library sees it, as long-lived as the value: a temporary is refused when compiling.
inline std::string_view view(const String& text) {
    return {text.data(), text.size()};
}
inline std::string_view view(const Value& text) {
    return view(text.get_string());
}
std::string_view view(String&&) = delete;
std::string_view view(Value&&) = delete;
inline boost::json::string_view key(std::string_view text) {
    return {text.data(), text.size()};
}

/// The member of that name, or nullptr; also nullptr when `value` is no object. What is found lives as long as the
/// value that was asked: a temporary, such as an Object that became a Value on the way, is refused when compiling.
inline const Value* find(const Object& object, std::string_view name) {
    return object.if_contains(key(name));
}
inline const Value* find(const Value& value, std::string_view name) {
    return value.is_object() ? value.get_object().if_contains(key(name)) : nullptr;
}
const Value* find(Object&&, std::string_view) = delete;
const Value* find(Value&&, std::string_view) = delete;

/// The text of the member of that name; empty when there is none or when it is no text. As long-lived as what `find`
/// finds.
inline std::string_view text_view(const Object& object, std::string_view name) {
    const auto* member = find(object, name);
    return member != nullptr && member->is_string() ? view(*member) : std::string_view();
}
inline std::string_view text_view(const Value& value, std::string_view name) {
    return value.is_object() ? text_view(value.get_object(), name) : std::string_view();
}
std::string_view text_view(Object&&, std::string_view) = delete;
std::string_view text_view(Value&&, std::string_view) = delete;

/// The same, to keep.
inline std::string text_of(const Object& object, std::string_view name) {
    return std::string(text_view(object, name));
}
inline std::string text_of(const Value& value, std::string_view name) {
    return std::string(text_view(value, name));
}

}  // namespace blason::json
