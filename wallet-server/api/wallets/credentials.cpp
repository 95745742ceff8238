#include <utility>

#include "engine/json/parse.hpp"
#include "vc/first_problem.hpp"
#include "vc/read.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/report.hpp"
#include "wallet-server/api/wallets/handlers.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/held_image.hpp"

namespace blason::api::wallets {
namespace {

using openbadges::ImageType;
using service::Admission;

std::string path_of(const http::Request& request, std::string_view id) {
    return "/issuers/" + request.params.at("issuer") + "/wallets/" + request.params.at("wallet") + "/credentials/" +
           std::string(id);
}

json::Object to_json(const service::HeldCredential& held) {
    json::Object out;
    out["id"] = json::key(held.id);
    out["mediaType"] = json::key(held.media_type);
    out["verified"] = held.verified;
    out["received"] = format_instant(held.received);
    return out;
}

/// The values of `name` in the query, which are lists with commas.
std::vector<std::string> listed(const http::Request& request, std::string_view name) {
    std::vector<std::string> out;
    const auto text = request.query_param(name).value_or("");
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        if (comma > at) out.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return out;
}

/// `accept`: what is kept although it is not valid now.
Result<std::vector<Admission>> read_accept(const http::Request& request) {
    std::vector<Admission> agreed;
    for (const auto& name : listed(request, "accept")) {
        const auto admission = service::parse_admission(name);
        if (!admission || !service::may_be_kept(*admission))
            return malformed("wrong-value", "accept is a list of expired, early and unverified.");
        agreed.push_back(*admission);
    }
    return agreed;
}

/// The document: the body, or what stands at `{"url"}`.
Result<std::string> document_of(const http::Request& request, Services& services) {
    if (request.body.empty()) return malformed("missing-body", "Send the credential, or {\"url\"}.");
    const auto body = json::parse(request.body);
    if (!body || !body->is_object() || body->get_object().size() != 1) return request.body;
    const auto* url = json::find(*body, "url");
    if (url == nullptr) return request.body;
    if (!url->is_string()) return malformed("wrong-type", "An address is a string.", "/url");
    auto text = services.wallets.fetch(std::string(json::view(*url)));
    if (text) return text;
    Error error = std::move(text).error();
    error.pointer = "/url";
    return error;
}

/// Why it is not kept, with the report.
http::Response not_kept(const service::Brought& brought, const http::Request& request) {
    Error error = refused("credential-expected", "A wallet keeps what was awarded to somebody; this is none.");
    if (brought.admission == Admission::SomebodyElse)
        error = refused("recipient-mismatch", "The credential names somebody else than the owner of this wallet.");
    if (service::may_be_kept(brought.admission))
        error = refused("not-accepted", "It is " + std::string(to_text(brought.admission)) +
                                            ", and kept only when `accept` in the query names that.");
    if (brought.admission == Admission::Failed) return vcapi::render(brought.report, request, {});
    json::Object extra;
    extra["admission"] = json::key(to_text(brought.admission));
    const auto report = vc::to_json(brought.report);
    for (const auto& member : report.get_object()) extra[member.key()] = member.value();
    return http::problem(400, error, request.request_id, extra);
}

std::string_view name_of(storage::Keeping how) {
    switch (how) {
        case storage::Keeping::Added:
            return "added";
        case storage::Keeping::Replaced:
            return "replaced";
        case storage::Keeping::Same:
            return "same";
        case storage::Keeping::Older:
            break;
    }
    return "older";
}

/// "abc.png" -> "abc" and PNG.
std::optional<ImageType> image_named(std::string& id) {
    for (const auto& [ending, type] :
         {std::pair(std::string_view(".png"), ImageType::Png), std::pair(std::string_view(".svg"), ImageType::Svg)}) {
        if (!id.ends_with(ending)) continue;
        id.resize(id.size() - ending.size());
        return type;
    }
    return std::nullopt;
}

}  // namespace

http::Response list(const http::Request& request, Services& services) {
    const auto& wallet = request.params.at("wallet");
    const auto owner = services.wallets.holder(request.params.at("issuer"), wallet);
    if (!owner) return fail(owner.error(), request);
    const auto held = services.wallets.credentials(owner->org, wallet);
    if (!held) return fail(held.error(), request);
    json::Array all;
    for (const auto& one : *held) all.push_back(to_json(one));
    return answer(200, json::Object{{"credentials", std::move(all)}});
}

http::Response bring(const http::Request& request, Services& services) {
    const auto agreed = read_accept(request);
    if (!agreed) return fail(agreed.error(), request);
    const auto document = document_of(request, services);
    if (!document) return fail(document.error(), request);
    const auto brought = services.wallets.bring(request.params.at("issuer"), request.params.at("wallet"), *document,
                                                listed(request, "recipient"), *agreed, actor_of(request, services));
    if (!brought) return fail(brought.error(), request);
    if (!brought->kept) return not_kept(*brought, request);
    auto out = to_json(*brought->kept);
    out["kept"] = json::key(name_of(brought->how));
    out["admission"] = json::key(to_text(brought->admission));
    out["report"] = vc::to_json(brought->report);
    auto response = answer(brought->how == storage::Keeping::Added ? 201 : 200, out);
    response.fields.set("Location", path_of(request, brought->kept->id));
    return response;
}

http::Response read(const http::Request& request, Services& services) {
    std::string id = request.params.at("credential");
    const auto type = image_named(id);
    const auto held = services.wallets.credential(request.params.at("issuer"), request.params.at("wallet"), id);
    if (!held) return fail(held.error(), request);
    http::Response response;
    response.fields.set("Cache-Control", "no-store");
    response.fields.set("Content-Type", held->media_type);
    if (!type) {
        response.body = held->text;
        return response;
    }
    const auto document = vc::read_document(held->text);
    if (!document) return fail(document.error(), request);
    const auto language = web::named_language(request.fields.find("Accept-Language").value_or(""));
    const auto badge = web::read_badge(*document, language.value_or(web::Language::English), services.clock());
    auto image = web::held_image(*held, badge, *type, {services.issuers, services.wallets, services.urls});
    if (!image) return fail(image.error(), request);
    response.fields.set("Content-Type", std::string(openbadges::media_type(*type)));
    // A picture that somebody brought is a file to save, nothing to open here.
    response.fields.set("Content-Disposition", "attachment");
    response.body = std::move(*image);
    return response;
}

http::Response remove(const http::Request& request, Services& services) {
    const auto done = services.wallets.remove(request.params.at("issuer"), request.params.at("wallet"),
                                              request.params.at("credential"), actor_of(request, services));
    if (!done) return fail(done.error(), request);
    http::Response response;
    response.status = 204;
    return response;
}

}  // namespace blason::api::wallets
