// What the sign-in page has to know of the authorization endpoint that may stand behind it.
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/web/dependencies.hpp"

namespace blason::web {

/// Whether `target` is the authorization endpoint of some organisation, with a request.
bool is_authorization(std::string_view target);
/// The origin of the client to which the browser may be sent at once when it goes to `target`, a path of ours with its
/// query: for the form-action of the page before. Empty when `target` is another page, or a request that is not taken.
std::string answer_origin(std::string_view target, const PageDependencies& dependencies);

}  // namespace blason::web
