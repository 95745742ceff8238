// The token endpoint (RFC 6749 section 3.2). A new kind of grant is a row of kGrants.
#include <array>

#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"
#include "wallet-server/api/oauth/token_request.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::oauth {
namespace {

using service::oauth::Client;
using service::oauth::Parameters;
using service::oauth::Tokens;

/// RFC 6749 section 4.1.3, RFC 7636 section 4.5.
Result<Tokens> authorization_code(const TokenRequest& request, Services& services) {
    for (const auto* name : {"code", "redirect_uri", "code_verifier"})
        if (request.parameters.get(name).empty()) return missing(name);
    const service::oauth::CodeExchange exchange{std::string(request.parameters.get("code")),
                                                std::string(request.parameters.get("redirect_uri")),
                                                std::string(request.parameters.get("code_verifier")), request.jkt};
    return services.grants.exchange(request.client, exchange, request.actor);
}

/// RFC 6749 section 6.
Result<Tokens> refresh_token(const TokenRequest& request, Services& services) {
    const auto token = request.parameters.get("refresh_token");
    if (token.empty()) return missing("refresh_token");
    return services.grants.refresh(
        request.client, {std::string(token), std::string(request.parameters.get("scope")), request.jkt}, request.actor);
}

/// Who may use a grant: clients that registered for it, those and whoever registered nowhere, or everybody who has its
/// one-time value.
enum class For { RegisteredClients, StrangersToo, Everybody };

struct GrantType {
    std::string_view name;
    For whom;
    Result<Tokens> (*run)(const TokenRequest&, Services&);
};
constexpr std::array kGrants{GrantType{service::oauth::kAuthorizationCode, For::RegisteredClients, authorization_code},
                             GrantType{service::oauth::kRefreshToken, For::StrangersToo, refresh_token},
                             GrantType{vc::oid4vci::kPreAuthorizedCode, For::Everybody, pre_authorized_code}};

/// Who registered nowhere here: a program without a name, or with the name that it gives itself.
Client stranger(std::string_view name) {
    Client client;
    client.id = std::string(name);
    client.registered = false;
    client.metadata.auth_method = service::oauth::AuthMethod::None;
    client.metadata.grant_types = {std::string(service::oauth::kRefreshToken)};
    return client;
}

/// The client that is to have tokens by this grant.
Result<Client> client_for(const GrantType& grant, const http::Request& request, const Parameters& parameters,
                          Services& services) {
    if (grant.whom != For::RegisteredClients && !authenticates(request, parameters)) {
        constexpr std::size_t kMostName = 2048;  // a DID can be long
        const auto name = parameters.get("client_id");
        if (name.size() > kMostName) return refused("invalid_request", "client_id is too long.");
        const auto org = organisation_of(request, services);
        if (!org) return org.error();
        // A name that somebody registered is theirs, and they show it as they said.
        const auto known = name.empty() ? Result<Client>(stranger({})) : services.clients.client(*org, name);
        if (!known && known.error().code != "client-not-found") return known;
        if (!known || name.empty()) return stranger(name);
    }
    auto client = client_of(request, parameters, services);
    if (client && grant.whom != For::Everybody && !service::oauth::contains(client->metadata.grant_types, grant.name))
        return refused("unauthorized_client", "The client did not register for this grant_type.");
    return client;
}

Result<Tokens> run(const http::Request& request, Services& services) {
    const auto parameters = form_parameters(request);
    if (!parameters) return parameters.error();
    const auto type = parameters->get("grant_type");
    const auto* grant = std::find_if(kGrants.begin(), kGrants.end(), [&](const auto& row) { return row.name == type; });
    if (grant == kGrants.end()) {
        // Who it is comes first: strangers are told nothing else.
        if (const auto client = client_of(request, *parameters, services); !client) return client.error();
        if (type.empty()) return missing("grant_type");
        return refused("unsupported_grant_type", "This grant_type is not known here.");
    }
    auto client = client_for(*grant, request, *parameters, services);
    if (!client) return client.error();
    const auto key = dpop_key_of(request, services);
    if (!key) return key.error();
    const auto org = organisation_of(request, services);
    if (!org) return org.error();
    client->org = *org;
    const auto actor = actor_for(request, *client);
    return grant->run({*parameters, *client, *key, actor, *org}, services);
}

}  // namespace

std::vector<std::string_view> grant_types() {
    std::vector<std::string_view> names;
    for (const auto& grant : kGrants) names.push_back(grant.name);
    return names;
}

http::Response token(const http::Request& request, Services& services) {
    const auto tokens = run(request, services);
    if (!tokens) return refusal(tokens.error(), services);
    json::Object body;
    body["access_token"] = json::key(tokens->access_token);
    body["token_type"] = tokens->jkt.empty() ? "Bearer" : "DPoP";
    body["expires_in"] = tokens->expires_in.count();
    if (!tokens->scopes.empty()) body["scope"] = json::key(service::oauth::to_text(tokens->scopes));
    if (!tokens->refresh_token.empty()) body["refresh_token"] = json::key(tokens->refresh_token);
    if (!tokens->details.empty()) body["authorization_details"] = service::oauth::to_json(tokens->details);
    if (tokens->details.empty() && tokens->offered) {
        // A wallet of draft 13 finds the nonce for its proof here; others ask the nonce endpoint.
        body["c_nonce"] = json::key(services.credential_issuer.proofs.new_nonce().text);
        body["c_nonce_expires_in"] = service::ChallengeBox::kLifetime.count();
    }
    return unstored(200, body);
}

}  // namespace blason::api::oauth
