// The commands below `blason wallet`, one function and one file each.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

/// blason wallet receive OFFER
void add_wallet_receive(CLI::App& wallet, Invocation& invocation);
/// blason wallet exchange URL
void add_wallet_exchange(CLI::App& wallet, Invocation& invocation);
/// blason wallet present REQUEST
void add_wallet_present(CLI::App& wallet, Invocation& invocation);

}  // namespace blason::cli
