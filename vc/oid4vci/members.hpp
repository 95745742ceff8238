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
    /// What an optional member is that is null, or of another type than it should be.
    enum class Manner {
        Strict,    ///< an error
        Forgiving  ///< absent: so little is no reason to do without the rest
    };
    /// `code`: of every error; `object` and `path` must outlive this.
    Members(const json::Object& object, const json::Path& path, std::string_view code, Manner manner = Manner::Strict)
        : object_(object), path_(path), code_(code), manner_(manner) {}

    enum class Presence { Optional, Required };
    static constexpr std::size_t kMaxText = 64U << 10U;  ///< bytes of one text
    static constexpr std::size_t kMaxItems = 1000;       ///< of one list

    /// A text; a required one is not empty.
    void text(std::string_view name, std::string& target, Presence presence = Presence::Optional);
    void flag(std::string_view name, bool& target);
    /// Seconds, of at least 0: fractions are rounded up, and what is longer than kMaxSeconds is that.
    void seconds(std::string_view name, std::uint64_t& target);
    static constexpr std::uint64_t kMaxSeconds = std::uint64_t{7} * 24 * 60 * 60;  ///< a week
    /// A whole number of at least 0.
    void number(std::string_view name, std::optional<std::uint64_t>& target);
    /// A list of texts; a required one is not empty. Forgiving: what else is in it is passed over.
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
    void wrong(std::string_view name, Presence presence, std::string_view what);
    const json::Value* find(std::string_view name, Presence presence);

    const json::Object& object_;
    const json::Path& path_;
    std::string_view code_;
    Manner manner_;
    std::optional<Error> error_;
};

}  // namespace blason::vc::oid4vci
