// The command `blason openbadges upgrade`.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

void add_upgrade(CLI::App& openbadges, Invocation& invocation);

}  // namespace blason::cli
