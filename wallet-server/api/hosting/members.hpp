// Reads the members of one JSON object of a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/json/reader.hpp"

namespace blason::api::hosting {

/// Reads the members of one object; the first error is kept, so that a handler asks once at the end.
class Members {
  public:
    Members(const json::Object& object, const json::Path& path) : reader_(object, path) {}

    void text(std::string_view name, std::string& target) {
        const auto value = reader_.optional_string(name);
        if (!value) {
            keep(value.error());
        } else if (*value) {
            target = std::string(**value);
        }
    }
    [[nodiscard]] const json::Reader& reader() const { return reader_; }
    void keep(const Error& error) {
        if (!error_) error_ = error;
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    json::Reader reader_;
    std::optional<Error> error_;
};

}  // namespace blason::api::hosting
