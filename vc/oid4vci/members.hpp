// Reading the members of foreign JSON: what is absent is empty, what has another type is refused by its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vci {

/// Reads one object into variables; the first error is kept, so that a parser asks once at the end.
class Members {
  public:
    /// `code`: of every error; `object` and `path` must outlive this.
    Members(const json::Object& object, const json::Path& path, std::string_view code)
        : object_(object), path_(path), code_(code) {}

    enum class Presence { Optional, Required };
    static constexpr std::size_t kMaxText = 64U << 10U;  ///< bytes of one text
    static constexpr std::size_t kMaxItems = 1000;       ///< of one list

    /// A text; a required one is not empty.
    void text(std::string_view name, std::string& target, Presence presence = Presence::Optional);
    void flag(std::string_view name, bool& target);
    /// A whole number of at least 0.
    void number(std::string_view name, std::optional<std::uint64_t>& target);
    /// A list of texts; a required one is not empty.
    void texts(std::string_view name, std::vector<std::string>& target, Presence presence = Presence::Optional);
    /// nullptr when it is absent or no object (which is an error).
    const json::Object* object(std::string_view name);
    /// nullptr when it is absent or no list (which is an error).
    const json::Array* array(std::string_view name);

    void fail(std::string_view name, std::string detail);
    void keep(const Error& error) {
        if (!error_) error_ = error;
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] json::Path at(std::string_view name) const { return {&path_, name}; }

  private:
    const json::Value* find(std::string_view name, Presence presence);

    const json::Object& object_;
    const json::Path& path_;
    std::string_view code_;
    std::optional<Error> error_;
};

}  // namespace blason::vc::oid4vci
