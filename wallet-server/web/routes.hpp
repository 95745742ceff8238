// The pages' rows for the router.
#pragma once

#include <vector>

#include "wallet-server/http/router.hpp"
#include "wallet-server/web/dependencies.hpp"

namespace blason::web {

/// The pages, their images and their style sheet. Outside demo mode the rows for issuing and for the demo wallet are
/// left out. The addresses of credentials and achievements serve both people and programs; mount these rows before any
/// others for the same paths.
std::vector<http::Route> page_routes(const PageDependencies& dependencies);

}  // namespace blason::web
