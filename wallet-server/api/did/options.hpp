// The options of resolving and dereferencing, as parameters of a query or members of a body.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "did/dereference.hpp"

namespace blason::api::did {

struct Options {
    blason::did::DereferenceOptions dereference;  ///< those of resolving are among them
    bool expand_relative_urls = false;

    [[nodiscard]] bool names_service() const { return dereference.service || dereference.service_type; }
};

/// The value of an option as text; nothing when it is not there.
using FindOption = std::function<std::optional<std::string>(const char* name)>;

/// Reads what is there into `options`; options that are not known are not ours to judge. Errors "INVALID_OPTIONS",
/// "FEATURE_NOT_SUPPORTED" (the parameter `hl`, whose digest nobody would compare).
Result<void> read_options(const FindOption& find, Options& options);

}  // namespace blason::api::did
