// Dynamic client registration (RFC 7591) as Open Badges 3.0 narrows it down.
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::oauth {

http::Response register_client(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return refusal(refused("invalid_client_metadata", body.error().detail));
    const auto org = organisation_of(request, services);
    if (!org) return refusal(org.error());
    const auto made =
        services.clients.register_client(*org, *body, request.client, {"registration", request.request_id});
    if (!made) return refusal(made.error());

    auto answer = service::oauth::to_json(made->client.metadata);
    answer["client_id"] = json::key(made->client.id);
    answer["client_id_issued_at"] = made->client.issued.seconds;
    if (!made->secret.empty()) {
        answer["client_secret"] = json::key(made->secret);
        answer["client_secret_expires_at"] = 0;  // never
    }
    return unstored(201, answer);
}

}  // namespace blason::api::oauth
