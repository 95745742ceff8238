// A table of resources that access tokens open becomes routes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"
#include "wallet-server/service/oauth/access.hpp"

namespace blason::api::oauth {

struct ProtectedEndpoint {
    const char* method;
    const char* path;
    std::string_view scope;  ///< that the token must have
    http::Response (*handler)(const http::Request&, Services&, const service::oauth::Access&);
};

/// Each of them behind check_access. `refusal` makes the body of what is refused, in the words of the API; the
/// challenge is added. `services` must outlive the routes. Where `prefix` has {issuer}, a token must be of that one.
std::vector<http::Route> mount_protected(std::span<const ProtectedEndpoint> table, Services& services,
                                         http::Response (*refusal)(const Error&), const std::string& prefix = "");

}  // namespace blason::api::oauth
