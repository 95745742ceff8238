// Credential issuer metadata (section 12.2), and the types of SD-JWT VCs.
#include "vc/oid4vci/metadata.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/oid4vci/answers.hpp"
#include "wallet-server/api/oid4vci/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/badge_claims.hpp"

namespace blason::api::oid4vci {
namespace {

constexpr std::string_view kJwt = "application/jwt";

void make_public(http::Response& response) {
    response.fields.set("Cache-Control", "public, max-age=300");
}

}  // namespace

http::Response issuer_metadata(const http::Request& request, Services& services) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto identifier = credential_issuer_of(request, services);
    auto& catalogue = services.credential_issuer.catalogue;
    http::Response response;
    if (choose(request, {"application/json", kJwt}) == kJwt) {
        const auto token = catalogue.signed_metadata(*org, identifier);
        if (!token) return fail(token.error(), request);
        response.fields.set("Content-Type", std::string(kJwt));
        response.body = *token;
    } else {
        const auto metadata = catalogue.metadata(*org, identifier);
        if (!metadata) return fail(metadata.error(), request);
        response = answer(200, to_json(*metadata));
    }
    make_public(response);
    response.fields.set("Vary", "Accept");
    return response;
}

http::Response credential_type(const http::Request& request, Services& services) {
    const auto achievement = services.issuers.achievement(request.params.at("issuer"), request.params.at("id"));
    if (!achievement) return fail(achievement.error(), request);
    auto response = answer(200, service::type_metadata(*achievement));
    make_public(response);
    return response;
}

}  // namespace blason::api::oid4vci
