// Pushed authorization requests (RFC 9126), and the challenges of attested clients.
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"

namespace blason::api::oauth {
namespace {

Result<std::string> push(const http::Request& request, Services& services) {
    const auto parameters = form_parameters(request);
    if (!parameters) return parameters.error();
    const auto client = client_of(request, *parameters, services);
    if (!client) return client.error();
    const auto key = dpop_key_of(request, services);
    if (!key) return key.error();
    return services.authorizations.push(*client, *parameters, *key, request.client);
}

}  // namespace

http::Response pushed_request(const http::Request& request, Services& services) {
    const auto uri = push(request, services);
    if (!uri) return refusal(uri.error(), services);
    json::Object body;
    body["request_uri"] = json::key(*uri);
    body["expires_in"] = service::oauth::kPushedLifetime.count();
    return unstored(201, body);
}

http::Response attestation_challenge(const http::Request&, Services& services) {
    json::Object body;
    body["attestation_challenge"] = json::key(services.authentication.next_challenge());
    return unstored(200, body);
}

}  // namespace blason::api::oauth
