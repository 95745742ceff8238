#include "engine/json/reader.hpp"
#include "wallet-server/api/hosts/answers.hpp"
#include "wallet-server/api/hosts/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosts {
namespace {

using service::badge_host::NotTaken;
using service::badge_host::Owner;

Owner owner_of(const http::Request& request) {
    const auto wallet = request.params.find("wallet");
    return {request.params.at("issuer"), wallet == request.params.end() ? std::string() : wallet->second};
}

json::Array to_json(const std::vector<NotTaken>& badges) {
    json::Array out;
    for (const auto& [badge, why] : badges) {
        json::Object row;
        row["badge"] = badge;
        row["code"] = why.code;
        row["detail"] = why.detail;
        row["pointer"] = why.pointer;
        out.push_back(std::move(row));
    }
    return out;
}

/// The body as an object; an empty one without a body.
Result<json::Value> optional_json(const http::Request& request) {
    if (request.body.empty()) return json::Value(json::Object());
    return read_json(request);
}

/// `credentials`: ids; empty when absent.
Result<std::vector<std::string>> credential_ids(const json::Value& body) {
    std::vector<std::string> ids;
    const auto* list = json::find(body, "credentials");
    if (list == nullptr) return ids;
    if (!list->is_array()) return malformed("wrong-type", "The credentials are a list of ids.", "/credentials");
    for (const auto& id : list->get_array()) {
        if (!id.is_string()) return malformed("wrong-type", "An id is a string.", "/credentials");
        ids.emplace_back(json::view(id));
    }
    return ids;
}

/// An answer in another host's own JSON.
http::Response passed_on(const Result<std::string>& text, const http::Request& request) {
    return text ? http::Response::json(200, *text) : fail(text.error(), request);
}

}  // namespace

http::Response connect(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const auto address = json::Reader(body->get_object(), root).string("address");
    if (!address) return fail(address.error(), request);
    const auto started = services.hosts.connect(owner_of(request), *address, actor_of(request, services));
    if (!started) return fail(started.error(), request);
    auto out = to_json(started->host);
    out["authorizationUrl"] = started->authorization_url;
    auto response = answer(201, out);
    keep_browser(response, started->browser, services.urls);
    return response;
}

http::Response list(const http::Request& request, Services& services) {
    const auto hosts = services.hosts.list(owner_of(request));
    if (!hosts) return fail(hosts.error(), request);
    json::Array all;
    for (const auto& host : *hosts) all.push_back(to_json(host));
    return answer(200, json::Object{{"hosts", std::move(all)}});
}

http::Response disconnect(const http::Request& request, Services& services) {
    const auto done =
        services.hosts.disconnect(owner_of(request), request.params.at("host"), actor_of(request, services));
    if (!done) return fail(done.error(), request);
    http::Response response;
    response.status = 204;
    return response;
}

http::Response pull(const http::Request& request, Services& services) {
    const auto body = optional_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const auto since = json::Reader(body->get_object(), root).optional_string("since");
    if (!since) return fail(since.error(), request);
    const auto pulled = services.hosts.pull(owner_of(request), request.params.at("host"), since->value_or(""),
                                            actor_of(request, services));
    if (!pulled) return fail(pulled.error(), request);
    json::Object out;
    out["read"] = pulled->read;
    out["added"] = pulled->added;
    out["replaced"] = pulled->replaced;
    out["notTaken"] = to_json(pulled->not_taken);
    return answer(200, out);
}

http::Response push(const http::Request& request, Services& services) {
    const auto body = optional_json(request);
    if (!body) return fail(body.error(), request);
    const auto ids = credential_ids(*body);
    if (!ids) return fail(ids.error(), request);
    const auto pushed = services.hosts.push(owner_of(request), request.params.at("host"), *ids);
    if (!pushed) return fail(pushed.error(), request);
    json::Object out;
    out["created"] = pushed->created;
    out["replaced"] = pushed->replaced;
    out["notTaken"] = to_json(pushed->not_taken);
    return answer(200, out);
}

http::Response read_profile(const http::Request& request, Services& services) {
    return passed_on(services.hosts.read_profile(owner_of(request), request.params.at("host")), request);
}

http::Response send_profile(const http::Request& request, Services& services) {
    return passed_on(services.hosts.send_profile(owner_of(request), request.params.at("host")), request);
}

}  // namespace blason::api::hosts
