// Reads typed members of a JSON document and remembers where it is, so that every refusal names its place.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::json {

/// A view of one object at one place. Errors: "missing-member" and "wrong-type", kind Malformed, pointer to the member.
class Reader {
  public:
    Reader(const Object& object, const Path& path) : object_(&object), path_(&path) {}

    [[nodiscard]] const Value* find(std::string_view name) const { return json::find(*object_, name); }
    [[nodiscard]] Result<std::string_view> string(std::string_view name) const;
    [[nodiscard]] Result<const Object*> object(std::string_view name) const;
    [[nodiscard]] Result<const Array*> array(std::string_view name) const;
    [[nodiscard]] Result<bool> boolean(std::string_view name) const;
    /// Nothing when absent, an error when present with another type.
    [[nodiscard]] Result<std::optional<std::string_view>> optional_string(std::string_view name) const;
    [[nodiscard]] Result<const Object*> optional_object(std::string_view name) const;  ///< nullptr when absent

    [[nodiscard]] std::string pointer_to(std::string_view name) const { return Path(path_, name).pointer(); }
    [[nodiscard]] const Path& path() const { return *path_; }

  private:
    const Object* object_;
    const Path* path_;
};

}  // namespace blason::json
