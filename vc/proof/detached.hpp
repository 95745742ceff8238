// A document while its proofs are taken out of it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::vc::proof {

/// Takes `proof` out of an object without copying the document, and puts it back where it stood.
class Detached {
  public:
    explicit Detached(json::Value& document);
    ~Detached();
    Detached(const Detached&) = delete;
    Detached& operator=(const Detached&) = delete;

    /// The document without its proofs. May be changed for a while, as long as it is changed back.
    [[nodiscard]] json::Object& document() { return object_; }
    [[nodiscard]] const json::Value& value() const { return value_; }
    [[nodiscard]] json::Value& value() { return value_; }
    /// Each proof, one or many.
    [[nodiscard]] const std::vector<const json::Value*>& proofs() const { return proofs_; }
    /// Whether `proof` is a list: then pointers carry an index.
    [[nodiscard]] bool is_list() const { return taken_ && taken_->is_array(); }

  private:
    json::Value& value_;
    json::Object& object_;
    std::size_t position_ = 0;
    std::optional<json::Value> taken_;
    std::vector<const json::Value*> proofs_;
};

}  // namespace blason::vc::proof
