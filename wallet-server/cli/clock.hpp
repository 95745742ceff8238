// The only place of the command line that asks what time it is.
#pragma once

#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"

namespace blason::cli {

/// Now, in whole seconds.
Instant system_now();
/// What `--now` or `--created` says, or the time of the system when it was not given. Error "invalid-instant", kind
/// Usage.
Result<Instant> instant_option(const std::string& text, const char* option);

}  // namespace blason::cli
