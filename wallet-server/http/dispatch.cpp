#include "wallet-server/http/dispatch.hpp"

#include <new>

#include "wallet-server/http/problem.hpp"

namespace blason::http {

Response dispatch(const Route& route, const Authorize& authorize, const Request& request) {
    try {
        if (authorize) {
            if (auto allowed = authorize(request, route.access); !allowed) {
                return problem(allowed.error(), request.request_id);
            }
        }
        return route.handler(request);
    } catch (const std::bad_alloc&) {
        return problem(unavailable("out-of-memory", "the server has no memory left for this request"),
                       request.request_id);
    } catch (...) {
        return problem({"internal-error", "the server failed on this request", {}, ErrorKind::Internal},
                       request.request_id);
    }
}

}  // namespace blason::http
