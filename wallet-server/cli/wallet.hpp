// The commands of `blason wallet`: what a holder does with verifiers and issuers of the OpenID4VC protocols.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

/// blason wallet present REQUEST
void add_wallet_present(CLI::App& wallet, Invocation& invocation);

}  // namespace blason::cli
