#include "wallet-server/cli/wallet.hpp"

namespace blason::cli {

void add_wallet(CLI::App& app, Invocation& invocation) {
    auto* wallet = app.add_subcommand("wallet", "Answer requests as the holder of credentials (OpenID4VC)");
    wallet->require_subcommand(1);
    add_wallet_present(*wallet, invocation);
}

}  // namespace blason::cli
