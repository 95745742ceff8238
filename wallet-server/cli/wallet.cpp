// blason wallet: what a wallet does with the other side.
#include "wallet-server/cli/wallet.hpp"

namespace blason::cli {

void add_wallet(CLI::App& app, Invocation& invocation) {
    auto* wallet = app.add_subcommand("wallet", "Receive and present credentials as their holder");
    wallet->require_subcommand(1);
    add_wallet_receive(*wallet, invocation);
    add_wallet_exchange(*wallet, invocation);
    add_wallet_present(*wallet, invocation);
}

}  // namespace blason::cli
