// What other pages of a wallet show of its connections.
#pragma once

#include "wallet-server/web/page.hpp"

namespace blason::web {

/// The connections of a wallet that badges can be sent to, for a template; none when they cannot be read.
json::Array agreed_hosts(const service::Holder& holder, const PageDependencies& dependencies);

}  // namespace blason::web
