// The endpoint table: the whole API is visible in one list of rows.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::http {

/// Who may call. In demo mode (loopback only) everything below Admin is open.
/// What is published is public, and may be read by scripts of every site (`Access-Control-Allow-Origin: *`, on errors
/// too): the documents and keys that verifiers and wallets need wherever they run. Such scripts send no cookies. A
/// coordinator is an issuer or a verifier: who sets up exchanges of either kind.
enum class Access { Published, Public, Issuer, Verifier, Coordinator, Holder, Admin };

/// Where a handler runs: on the worker pool, or at once on the I/O thread for answers from memory.
enum class Run { Offloaded, Inline };

struct Route {
    std::string method;   ///< "GET" also answers HEAD
    std::string pattern;  ///< "/credentials/{id}"; a last "{rest...}" takes the remaining path, "/" included
    Access access;
    std::function<Response(const Request&)> handler;
    Run run = Run::Offloaded;
    std::size_t max_body = 0;  ///< bytes; 0: the server's own limit
};

class Router {
  public:
    /// Adds rows. Where several patterns fit a path, a literal segment wins over "{name}", and that over "{rest...}".
    /// To be called before the server starts.
    void mount(std::vector<Route> routes);

    struct Match {
        const Route* route = nullptr;  ///< nullptr: not found, or the method is not allowed
        std::size_t index = 0;         ///< of the route, see patterns()
        std::map<std::string, std::string> params;
        std::string allow;  ///< methods of the path when only the method did not fit (405); empty: not found (404)
    };
    /// `path`: percent-decoded, as in Request::path.
    [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

    /// An Error as an answer. Runs on the I/O thread.
    using Render = std::function<Response(const Error&, const Request&)>;
    /// How errors of paths that begin with `prefix` ("/ims/ob/v3p0/") are answered, where the protocol below it has
    /// error bodies of its own: also what never reaches a handler (no such path or method, a body too large, a
    /// failure). "{name}" in it stands for any one segment.
    void errors_below(std::string prefix, Render render);
    /// How errors of all other paths are answered.
    void otherwise(Render answer) { otherwise_ = std::move(answer); }
    [[nodiscard]] Response not_found(const Request& request) const;
    /// As an RFC 9457 problem, unless errors_below or otherwise says how.
    [[nodiscard]] Response error(const Error& error, const Request& request) const;

    /// "GET /credentials/{id}" for each row, by index: the labels of the counters.
    [[nodiscard]] std::vector<std::string> patterns() const;

  private:
    struct Row {
        Route route;
        std::vector<std::string> segments;
    };
    /// nullptr: a problem.
    [[nodiscard]] const Render* render_for(std::string_view path) const;

    std::vector<Row> rows_;
    std::vector<std::pair<std::string, Render>> renders_;
    Render otherwise_;
};

}  // namespace blason::http
