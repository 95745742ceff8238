// Whose wallet a page is about.
#pragma once

#include "wallet-server/web/page.hpp"

namespace blason::web {

/// The wallet of who is signed in; in the demo, for everybody else, the first of the default issuer's. Errors
/// "session-unknown", "holder-not-found".
Result<service::Holder> holder_of(const http::Request& request, const PageDependencies& dependencies);

}  // namespace blason::web
