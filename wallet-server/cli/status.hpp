// The two halves of `blason status`.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

/// create, set, show: for issuers without a server, whose list is a file they publish themselves.
void add_status_files(CLI::App& status, Invocation& invocation);

}  // namespace blason::cli
