#include "engine/json/reader.hpp"

#include <fmt/format.h>

namespace blason::json {
namespace {

Error missing(const Reader& reader, std::string_view name) {
    return malformed("missing-member", fmt::format("\"{}\" is required.", name), reader.pointer_to(name));
}
Error wrong_type(const Reader& reader, std::string_view name, std::string_view expected) {
    return malformed("wrong-type", fmt::format("\"{}\" must be {}.", name, expected), reader.pointer_to(name));
}

}  // namespace

Result<std::string_view> Reader::string(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return missing(*this, name);
    if (!value->is_string()) return wrong_type(*this, name, "a string");
    return view(*value);
}

Result<const Object*> Reader::object(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return missing(*this, name);
    if (!value->is_object()) return wrong_type(*this, name, "an object");
    return value->if_object();
}

Result<const Array*> Reader::array(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return missing(*this, name);
    if (!value->is_array()) return wrong_type(*this, name, "an array");
    return value->if_array();
}

Result<bool> Reader::boolean(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return missing(*this, name);
    if (!value->is_bool()) return wrong_type(*this, name, "true or false");
    return value->get_bool();
}

Result<std::optional<std::string_view>> Reader::optional_string(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return std::optional<std::string_view>{};
    if (!value->is_string()) return wrong_type(*this, name, "a string");
    return std::optional(view(*value));
}

Result<const Object*> Reader::optional_object(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return static_cast<const Object*>(nullptr);
    if (!value->is_object()) return wrong_type(*this, name, "an object");
    return value->if_object();
}

}  // namespace blason::json
