// Files for keys that are made on the way: NAME.json, NAME-2.json, ..., none of which is ever written over.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::cli {

class NewKeyFiles {
  public:
    /// `name` may have a folder in front of it.
    explicit NewKeyFiles(std::string name) : name_(std::move(name)) {}

    /// Whether files can be made there, asked before anything depends on it. Error "output-unwritable" (Usage).
    [[nodiscard]] Result<void> check() const;
    /// Writes a private key under the first name that is free, mode 0600, and says which. Errors of write_private_key;
    /// "output-exists" when 10,000 names are taken.
    Result<std::string> write(std::string_view text);

  private:
    std::string name_;
    std::size_t number_ = 1;  ///< the first that may be free
};

}  // namespace blason::cli
