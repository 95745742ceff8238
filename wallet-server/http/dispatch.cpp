#include "wallet-server/http/dispatch.hpp"

#include <new>

namespace blason::http {

namespace {

Response answer(const Router& router, const Route& route, const Authorize& authorize, const Request& request) {
    try {
        if (authorize) {
            if (auto allowed = authorize(request, route.access); !allowed) {
                return router.error(allowed.error(), request);
            }
        }
        return route.handler(request);
    } catch (const std::bad_alloc&) {
        return router.error(unavailable("out-of-memory", "the server has no memory left for this request"), request);
    } catch (...) {
        return router.error({"internal-error", "the server failed on this request", {}, ErrorKind::Internal}, request);
    }
}

}  // namespace

Response dispatch(const Router& router, const Route& route, const Authorize& authorize, const Request& request) {
    auto response = answer(router, route, authorize, request);
    if (route.access == Access::Published) response.fields.set("Access-Control-Allow-Origin", "*");
    return response;
}

}  // namespace blason::http
