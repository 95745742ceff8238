// The token endpoint (RFC 6749 section 3.2). A new kind of grant is a row of kGrants.
#include <array>

#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"

namespace blason::api::oauth {
namespace {

using service::oauth::Client;
using service::oauth::Parameters;
using service::oauth::Tokens;

/// What a grant works on.
struct TokenRequest {
    const Parameters& parameters;
    const Client& client;
    const service::Actor& actor;
};

Error missing(std::string_view name) {
    return refused("invalid_request", std::string(name) + " is missing.");
}

/// RFC 6749 section 4.1.3, RFC 7636 section 4.5.
Result<Tokens> authorization_code(const TokenRequest& request, Services& services) {
    for (const auto* name : {"code", "redirect_uri", "code_verifier"})
        if (request.parameters.get(name).empty()) return missing(name);
    const service::oauth::CodeExchange exchange{std::string(request.parameters.get("code")),
                                                std::string(request.parameters.get("redirect_uri")),
                                                std::string(request.parameters.get("code_verifier"))};
    return services.grants.exchange(request.client, exchange, request.actor);
}

/// RFC 6749 section 6.
Result<Tokens> refresh_token(const TokenRequest& request, Services& services) {
    const auto token = request.parameters.get("refresh_token");
    if (token.empty()) return missing("refresh_token");
    return services.grants.refresh(request.client, token, request.parameters.get("scope"), request.actor);
}

struct GrantType {
    std::string_view name;
    Result<Tokens> (*run)(const TokenRequest&, Services&);
};
constexpr std::array kGrants{GrantType{service::oauth::kAuthorizationCode, authorization_code},
                             GrantType{service::oauth::kRefreshToken, refresh_token}};

Result<Tokens> run(const http::Request& request, Services& services) {
    const auto parameters = form_parameters(request);
    if (!parameters) return parameters.error();
    const auto client = client_of(request, *parameters, services);
    if (!client) return client.error();
    const auto type = parameters->get("grant_type");
    if (type.empty()) return missing("grant_type");
    const auto* grant = std::find_if(kGrants.begin(), kGrants.end(), [&](const auto& row) { return row.name == type; });
    if (grant == kGrants.end()) return refused("unsupported_grant_type", "This grant_type is not known here.");
    if (!service::oauth::contains(client->metadata.grant_types, type))
        return refused("unauthorized_client", "The client did not register for this grant_type.");
    const auto actor = actor_for(request, *client);
    return grant->run({*parameters, *client, actor}, services);
}

}  // namespace

http::Response token(const http::Request& request, Services& services) {
    const auto tokens = run(request, services);
    if (!tokens) return refusal(tokens.error());
    json::Object body;
    body["access_token"] = json::key(tokens->access_token);
    body["token_type"] = "Bearer";
    body["expires_in"] = tokens->expires_in.count();
    body["scope"] = json::key(service::oauth::to_text(tokens->scopes));
    if (!tokens->refresh_token.empty()) body["refresh_token"] = json::key(tokens->refresh_token);
    return unstored(200, body);
}

}  // namespace blason::api::oauth
