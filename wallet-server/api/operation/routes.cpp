#include "wallet-server/api/operation/routes.hpp"

#include "wallet-server/api/request.hpp"

namespace blason::api::operation {
namespace {

/// The I/O thread answers, nothing else is asked.
http::Response live(const http::Request& /*request*/) {
    return answer(200, json::Object{{"status", "live"}});
}

/// Ready for work: the store answers, its last write went well, and the server is not being stopped.
http::Response ready(const http::Request& /*request*/, Services& services) {
    const auto store = services.store.health();
    const bool draining = services.draining;
    json::Object checks;
    checks["store"] = store ? std::string("pass") : store.error().code;
    checks["draining"] = draining;
    json::Object body;
    const bool is_ready = store.has_value() && !draining;
    body["status"] = is_ready ? "ready" : "not-ready";
    body["checks"] = std::move(checks);
    return answer(is_ready ? 200 : 503, body);
}

http::Response metrics(const http::Request& /*request*/, Services& services) {
    auto response = http::Response::text(200, services.metrics());
    response.fields.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
}

}  // namespace

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    using http::Run;
    const auto counters = services.demo ? Access::Public : Access::Admin;
    return {
        {"GET", "/health/live", Access::Public, live, Run::Inline},
        {"GET", "/health/ready", Access::Public,
         [&services](const http::Request& request) { return ready(request, services); }},
        {"GET", "/metrics", counters, [&services](const http::Request& request) { return metrics(request, services); }},
    };
}

}  // namespace blason::api::operation
