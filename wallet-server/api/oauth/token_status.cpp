// Clients about their own tokens: revocation (RFC 7009) and introspection (RFC 7662).
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"

namespace blason::api::oauth {
namespace {

/// A client, and the token it asks about. `token_type_hint` is not needed: a token is found without.
struct Question {
    service::oauth::Client client;
    std::string token;
};

Result<Question> question_of(const http::Request& request, Services& services) {
    const auto parameters = form_parameters(request);
    if (!parameters) return parameters.error();
    auto client = client_of(request, *parameters, services);
    if (!client) return std::move(client).error();
    const auto token = parameters->get("token");
    if (token.empty()) return refused("invalid_request", "token is missing.");
    return Question{std::move(*client), std::string(token)};
}

}  // namespace

http::Response revoke(const http::Request& request, Services& services) {
    const auto question = question_of(request, services);
    if (!question) return refusal(question.error(), services);
    const auto revoked =
        services.grants.revoke(question->client, question->token, actor_for(request, question->client));
    if (!revoked) return refusal(revoked.error());
    return unstored(200, json::Object());
}

http::Response introspect(const http::Request& request, Services& services) {
    const auto question = question_of(request, services);
    if (!question) return refusal(question.error(), services);
    const auto facts = services.grants.introspect(question->client, question->token);
    if (!facts) return refusal(facts.error());
    json::Object body;
    body["active"] = facts->has_value();
    if (*facts) {
        const auto& token = **facts;
        body["scope"] = json::key(token.scope);
        body["client_id"] = json::key(token.client);
        body["sub"] = json::key(token.account);
        body["iss"] = json::key(server_of(request, services));
        body["aud"] = json::key(server_of(request, services));
        body["exp"] = token.expires.seconds;
        if (!token.jkt.empty()) body["cnf"] = json::Object{{"jkt", json::key(token.jkt)}};
        if (!token.details.empty()) body["authorization_details"] = service::oauth::to_json(token.details);
        if (token.issued) {
            body["token_type"] = token.jkt.empty() ? "Bearer" : "DPoP";
            body["jti"] = json::key(token.id);
            body["iat"] = token.issued->seconds;
        }
    }
    return unstored(200, body);
}

}  // namespace blason::api::oauth
