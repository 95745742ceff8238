// A table of endpoints becomes routes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/router.hpp"

namespace blason::api {

struct Endpoint {
    const char* method;
    const char* path;
    http::Access access;
    http::Response (*handler)(const http::Request&, Services&);
    http::Run run = http::Run::Offloaded;
    std::size_t max_body = 0;  ///< bytes; 0: the server's usual limit
};

/// Each of them, below `prefix`. `services` must outlive the routes.
inline std::vector<http::Route> mount(std::span<const Endpoint> table, Services& services,
                                      const std::string& prefix = "") {
    std::vector<http::Route> routes;
    for (const Endpoint& row : table) {
        const auto handler = [handler = row.handler, &services](const http::Request& request) {
            return handler(request, services);
        };
        routes.push_back({row.method, prefix + row.path, row.access, handler, row.run, row.max_body});
    }
    return routes;
}

/// Adds the routes of another table.
inline void append(std::vector<http::Route>& routes, std::vector<http::Route> more) {
    for (auto& route : more) routes.push_back(std::move(route));
}

/// Each of them as it is, and once more below `/issuers/{issuer}`, for servers of several organisations.
inline std::vector<http::Route> mount_for_issuers(std::span<const Endpoint> table, Services& services) {
    auto routes = mount(table, services);
    append(routes, mount(table, services, "/issuers/{issuer}"));
    return routes;
}

}  // namespace blason::api
