// What holders call: who asks for what, and the answer.
#include "engine/json/reader.hpp"
#include "wallet-server/api/oid4vp/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::oid4vp {
namespace {

Result<std::vector<std::string>> texts_of(const json::Reader& reader, std::string_view name) {
    std::vector<std::string> out;
    if (reader.find(name) == nullptr) return out;
    const auto list = reader.array(name);
    if (!list) return list.error();
    for (const auto& one : **list) {
        if (!one.is_string()) return malformed("wrong-type", "This is a list of texts.", reader.pointer_to(name));
        out.emplace_back(json::view(one));
    }
    return out;
}

}  // namespace

http::Response consider(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const json::Reader reader(body->get_object(), root);
    const auto link = reader.string("request");
    if (!link) return fail(link.error(), request);
    auto types = texts_of(reader, "transactionTypes");
    if (!types) return fail(types.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    auto asked = services.presenting.consider(*org, request.params.at("wallet"), *link, std::move(*types));
    if (!asked) return fail(asked.error(), request);
    asked->consent["session"] = json::key(asked->session);
    return answer(200, asked->consent);
}

http::Response present(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const json::Reader reader(body->get_object(), root);
    const auto session = reader.string("session");
    if (!session) return fail(session.error(), request);
    const auto choice = reader.optional_object("choice");
    if (!choice) return fail(choice.error(), request);
    bool declined = false;
    if (reader.find("decline") != nullptr) {
        const auto flag = reader.boolean("decline");
        if (!flag) return fail(flag.error(), request);
        declined = *flag;
    }
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto& wallet = request.params.at("wallet");
    const auto chosen = *choice == nullptr ? std::nullopt : std::optional<json::Object>(**choice);
    const auto sent = declined ? services.presenting.decline(*org, wallet, *session)
                               : services.presenting.present(*org, wallet, *session, chosen);
    if (!sent) return fail(sent.error(), request);
    json::Object out{{"sent", sent->posted}, {"declined", declined}};
    if (!sent->redirect_uri.empty()) out["redirectUri"] = json::key(sent->redirect_uri);
    return answer(200, out);
}

}  // namespace blason::api::oid4vp
