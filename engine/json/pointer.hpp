// RFC 6901 JSON pointers, and the path of a walk over a document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::json {

/// One step of a walk, kept on the stack of the walking function: costs nothing until an error needs its text.
/// `const Path here{&parent, "issuer"};` or `const Path here{&parent, index};`; the root is `Path{}`.
class Path {
  public:
    Path() = default;
    Path(const Path* parent, std::string_view name) : parent_(parent), name_(name) {}
    Path(const Path* parent, std::size_t index) : parent_(parent), index_(index), is_index_(true) {}

    /// RFC 6901 section 3: "~" and "/" of a name are escaped.
    [[nodiscard]] std::string pointer() const;

  private:
    const Path* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    bool is_index_ = false;
};

/// Splits a pointer into its unescaped reference tokens. Error "json-pointer-syntax".
Result<std::vector<std::string>> parse_pointer(std::string_view pointer);

/// Finds the value a pointer names; nullptr when there is none (RFC 6901 section 4; "-" names nothing).
const Value* resolve_pointer(const Value& document, const std::vector<std::string>& tokens);
const Value* resolve_pointer(Value&&, const std::vector<std::string>&) = delete;

/// `/a~1b` from tokens.
std::string format_pointer(const std::vector<std::string>& tokens);

}  // namespace blason::json
