// The regular expressions of JSON Schema, matched in linear time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::vc::schema {

/// Keeps what was compiled, up to some number. ECMA-262 expressions that no linear-time matcher has (look-around, back
/// references) are an error, not a guess.
class Patterns {
  public:
    Patterns();
    ~Patterns();
    Patterns(const Patterns&) = delete;
    Patterns& operator=(const Patterns&) = delete;

    /// Whether the expression is found anywhere in the text (Validation section 6.3.3). Error
    /// "schema-pattern-unsupported", kind Unavailable.
    Result<bool> found(std::string_view expression, std::string_view text);
    /// What that has cost so far: expressions and texts weighed by their size, in steps of Limits::max_steps.
    [[nodiscard]] std::size_t work() const { return work_; }

  private:
    struct Compiled;
    std::map<std::string, std::unique_ptr<Compiled>, std::less<>> compiled_;
    std::size_t work_ = 0;
};

}  // namespace blason::vc::schema
