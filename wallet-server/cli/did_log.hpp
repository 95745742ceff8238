// blason did rotate | deactivate: changing the log of a did:webvh.
#pragma once

#include "wallet-server/cli/command.hpp"

namespace blason::cli {

void add_did_log(CLI::App& did, Invocation& invocation);

}  // namespace blason::cli
