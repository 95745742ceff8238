// Making issuers, wallets and API keys.
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/hosting/members.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosting {
namespace {

const json::Path kRoot;

}  // namespace

namespace {

void read_identity(Members& members, std::optional<service::IssuerIdentity>& identity) {
    using service::IssuerIdentity;
    std::string name;
    members.text("identity", name);
    if (name.empty()) return;
    if (name == "did:key") identity = IssuerIdentity::DidKey;
    if (name == "did:web") identity = IssuerIdentity::DidWeb;
    if (name == "did:webvh") identity = IssuerIdentity::DidWebvh;
    if (!identity)
        members.keep(refused("identity-unknown", "An issuer is a did:key, did:web or did:webvh.", "/identity"));
}

}  // namespace

http::Response create_issuer(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    service::NewIssuer issuer;
    Members members(body->get_object(), kRoot);
    members.text("org", issuer.org);
    members.text("name", issuer.name);
    members.text("description", issuer.description);
    members.text("url", issuer.url);
    members.text("email", issuer.email);
    read_identity(members, issuer.identity);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.issuers.create_issuer(issuer, actor_of(request, services));
    if (!made) return fail(made.error(), request);
    auto response = answer(201, services.issuers.profile(*made));
    response.fields.set("Location", services.urls.issuer(made->org));
    return response;
}

http::Response create_wallet(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    std::string name;
    Members members(body->get_object(), kRoot);
    members.text("name", name);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.wallets.create_holder(request.params.at("issuer"), name, actor_of(request, services));
    if (!made) return fail(made.error(), request);
    json::Object wallet;
    wallet["id"] = made->id;
    wallet["name"] = made->name;
    wallet["did"] = made->did;
    return answer(201, wallet);
}

http::Response create_key(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    std::string label;
    std::string role_name;
    Members members(body->get_object(), kRoot);
    members.text("label", label);
    members.text("role", role_name);
    if (members.error()) return fail(*members.error(), request);
    const auto role = service::parse_role(role_name);
    if (!role) return fail(refused("role-unknown", "A role is issuer, verifier, holder or admin.", "/role"), request);
    std::string org;
    if (request.params.contains("issuer")) {
        auto named = organisation_of(request, services);
        if (!named) return fail(named.error(), request);
        org = std::move(*named);
    }
    const auto token = services.access.create_key({org, label, *role}, actor_of(request, services));
    if (!token) return fail(token.error(), request);
    json::Object made;
    made["key"] = *token;
    made["label"] = label;
    made["role"] = role_name;
    return answer(201, made);
}

}  // namespace blason::api::hosting
