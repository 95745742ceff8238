// The doors through which people and their wallets come to an exchange: interaction URLs (VCALM 1.0 section "Initiating
// Interactions"), and the wallet that browsers know by its manifest (Credential Handler API).
#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/vcalm/links.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/wallet_open.hpp"

namespace blason::web {
namespace {

using service::vcalm::ExchangePlace;

/// For programs of any origin.
http::Response open_json(int status, const json::Object& body) {
    auto response = http::Response::json(status, json::serialize(json::Value(body)));
    response.fields.set("Access-Control-Allow-Origin", "*");
    return response;
}

http::Response open_problem(const Error& error, const http::Request& request) {
    auto response = http::problem(error, request.request_id);
    response.fields.set("Access-Control-Allow-Origin", "*");
    return response;
}

Result<ExchangePlace> place_of(const http::Request& request, const PageDependencies& dependencies) {
    auto org = request.params.find("org");
    auto issuer =
        org != request.params.end() ? dependencies.issuers.issuer(org->second) : dependencies.issuers.default_issuer();
    if (!issuer) return std::move(issuer).error();
    return dependencies.exchanges.find(issuer->org, request.params.at("exchange"));
}

/// A list of names and addresses, for a page.
json::Array rows_of(const json::Object& protocols) {
    json::Array rows;
    for (const auto& member : protocols) {
        json::Object row;
        put(row, "name", std::string_view(member.key().data(), member.key().size()));
        put(row, "address", json::view(member.value()));
        rows.emplace_back(std::move(row));
    }
    return rows;
}

/// What opens a wallet of OpenID: to take what is offered, or else to show what is asked for.
std::string openid_link(const json::Object& protocols) {
    for (const auto* name : {"oid4vci-1.0", "OID4VCI", "oid4vp-1.0", "OID4VP"})
        if (const auto* link = json::find(protocols, name)) return std::string(json::view(*link));
    return {};
}

}  // namespace

http::Response interaction_page(const http::Request& request, const PageDependencies& dependencies) {
    // "When the interaction URL is fetched using an Accept header value of application/json": only then.
    const bool program =
        api::named_weight(request.fields.find("Accept").value_or(""), "application/json").value_or(0) > 0;
    const auto refuse = [&](const Error& error) {
        return program ? open_problem(error, request) : show_error(error, request, dependencies);
    };
    const auto place = place_of(request, dependencies);
    if (!place) return refuse(place.error());
    if (program && request.query_param("iuv") != "1")
        return refuse(refused("link-version", "An interaction URL of this version has iuv=1."));
    const auto protocols = dependencies.exchanges.protocols(*place);
    if (!protocols) return refuse(protocols.error());
    if (program) {
        auto response = open_json(200, json::Object{{"protocols", *protocols}});
        response.fields.set("Cache-Control", "no-store");
        response.fields.set("Vary", "Accept");
        return response;
    }
    const Texts& texts = Texts::of(language_of(request));
    Page page{"interaction", std::string(texts.text("interaction.title")),
              std::string(texts.text("interaction.description"))};
    page.is_private = true;
    page.query = "iuv=1";
    json::Object data;
    const auto url = dependencies.exchanges.interaction_url(*place);
    put(data, "url", url);
    put(data, "open", "interaction:" + url);
    put(data, "here", open_path(url));
    put(data, "over", protocols->empty());
    const auto openid = openid_link(*protocols);
    put(data, "openid", openid);
    put(data, "has_openid", !openid.empty());
    auto response = show(page, std::move(data), request, dependencies);
    response.fields.set("Cache-Control", "no-store");
    return response;
}

http::Response wallet_request_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto asked = request.query_param("request");
    if (!asked) return show_error(refused("link-syntax", "This address holds no request."), request, dependencies);
    const std::string whole = dependencies.urls.base() + "/chapi?" + request.query;
    const auto link = service::vcalm::read_link(whole);
    if (!link) return show_error(link.error(), request, dependencies);
    const auto* offered = std::get_if<service::vcalm::ProtocolsLink>(&*link);
    if (offered == nullptr)
        return show_error(refused("link-syntax", "This address holds no request."), request, dependencies);
    const Texts& texts = Texts::of(language_of(request));
    Page page{"wallet_request", std::string(texts.text("wallet_request.title")),
              std::string(texts.text("wallet_request.description"))};
    page.is_private = true;
    page.query = request.query;
    json::Object protocols;
    for (const auto& [name, address] : offered->protocols) protocols[json::key(name)] = json::key(address);
    json::Object data;
    put(data, "origin", offered->origin);
    // The exchange itself where there is one: it tells what was wrong, and can go on after a step.
    const bool exchange = offered->protocols.contains("vcapi") || offered->protocols.contains("interact");
    const auto openid = openid_link(protocols);
    put(data, "here", open_path(exchange ? whole : openid));
    put(data, "has_origin", !offered->origin.empty());
    put(data, "known", exchange || !openid.empty());
    put(data, "protocols", rows_of(protocols));
    return show(page, std::move(data), request, dependencies);
}

http::Response wallet_manifest(const http::Request&, const PageDependencies& dependencies) {
    json::Object handler;
    handler["url"] = json::key(dependencies.urls.base() + "/chapi");
    handler["enabledTypes"] = json::Array{"VerifiablePresentation"};
    handler["acceptedInput"] = "url";
    handler["acceptedProtocols"] = json::Array{"vcapi", "interact", "OID4VCI", "OID4VP"};
    json::Object manifest;
    manifest["name"] = "Blason";
    manifest["short_name"] = "Blason";
    manifest["start_url"] = "/wallet";
    manifest["display"] = "browser";
    manifest["credential_handler"] = std::move(handler);
    auto response = open_json(200, manifest);
    response.fields.set("Content-Type", "application/manifest+json");
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

}  // namespace blason::web
