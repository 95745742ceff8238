// The endpoint table: the whole API is visible in one list of rows.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wallet-server/http/message.hpp"

namespace blason::http {

/// Who may call. In demo mode (loopback only) everything below Admin is open.
enum class Access { Public, Issuer, Verifier, Holder, Admin };

/// Where a handler runs: on the worker pool, or at once on the I/O thread for answers from memory.
enum class Run { Offloaded, Inline };

struct Route {
    std::string_view method;   ///< "GET" also answers HEAD
    std::string_view pattern;  ///< "/credentials/{id}"; a last "{rest...}" takes the remaining path
    Access access;
    std::function<Response(const Request&)> handler;
    Run run = Run::Offloaded;
};

class Router {
  public:
    void mount(std::vector<Route> routes);
    struct Match {
        const Route* route = nullptr;  ///< nullptr: not found, or the method is not allowed
        std::map<std::string, std::string> params;
        std::string allow;  ///< methods of the path when only the method did not fit (405)
    };
    [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

  private:
    std::vector<Route> routes_;
};

}  // namespace blason::http
