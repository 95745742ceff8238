// The commands below `blason wallet`, one function and one file each.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

/// blason wallet receive OFFER
void add_wallet_receive(CLI::App& wallet, Invocation& invocation);
void add_wallet_exchange(CLI::App& wallet, Invocation& invocation);

}  // namespace blason::cli
