// Badge Connect, the API of Open Badges 2.1: the wallet of whoever has given a token, as its badges of Open Badges 2.0.
//
// A badge of 3.0 is not shown here. What the API carries is an assertion that its issuer hosts or has signed; one made
// out of a 3.0 badge by its holder's host would be neither, and nobody could verify it.
#pragma once

#include <string_view>
#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api::badge_connect {

inline constexpr std::string_view kBasePath = "/ims/ob/v2p1/";

std::vector<http::Route> routes(Services& services);

/// The answer to what is refused below kBasePath (section "Response Envelope").
http::Response refusal(const Error& error);

}  // namespace blason::api::badge_connect
