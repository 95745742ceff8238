#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/embedded.hpp"
#include "wallet-server/web/handlers.hpp"

namespace blason::web {

http::Response asset(const http::Request& request, const PageDependencies& /*dependencies*/) {
    const std::string& name = request.params.at("name");
    const std::string_view content = embedded("assets/" + name);
    if (content.empty()) {
        return http::problem(Error{"not-found", "there is no such file", {}, ErrorKind::NotFound}, request.request_id);
    }
    http::Response response;
    response.fields.set("Content-Type", name.ends_with(".css") ? "text/css; charset=utf-8" : "image/svg+xml");
    response.fields.set("Cache-Control", "public, max-age=3600");
    response.body = content;
    return response;
}

}  // namespace blason::web
