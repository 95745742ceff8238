#include "wallet-server/api/oauth/access.hpp"

#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::api::oauth {
namespace {

Error invalid_request(std::string detail) {
    return malformed("invalid_request", std::move(detail));
}

/// RFC 6750 section 2: one way, one token.
Result<std::string_view> only_token(const http::Request& request) {
    int authorizations = 0;
    for (const auto& [name, value] : request.fields.all())
        if (http::iequals(name, "Authorization")) ++authorizations;
    if (authorizations > 1) return invalid_request("There are two Authorization fields.");
    // In a query it would end in logs and histories; RFC 9700 section 4.3.2 forbids it.
    if (request.query_param("access_token"))
        return invalid_request("Access tokens are taken from the Authorization field only.");
    const auto token = bearer_token(request);
    if (!token)
        return Error{"token-missing", "Send an access token as Authorization: Bearer.", "", ErrorKind::Unauthorized};
    return *token;
}

}  // namespace

Result<service::oauth::Access> check_access(const http::Request& request, Services& services, std::string_view scope) {
    const auto token = only_token(request);
    if (!token) return token.error();
    auto access = services.grants.check(*token);
    if (!access) return access;
    const auto issuer = request.params.find("issuer");
    const bool elsewhere = issuer != request.params.end() && issuer->second != access->org;
    if (elsewhere || !access->allows(scope)) {
        return Error{"insufficient_scope", "This access token was not granted for that.", "", ErrorKind::Forbidden};
    }
    return access;
}

http::Response with_challenge(http::Response response, const Error& error, std::string_view scope) {
    std::string challenge = "Bearer realm=\"blason\"";
    // RFC 6750 section 3.1: who sent no token is not told about errors.
    if (error.code == "invalid_token" || error.code == "insufficient_scope" || error.code == "invalid_request")
        challenge.append(", error=\"").append(error.code).append("\", error_description=\"").append(error.detail) +=
            '"';
    if (error.code == "insufficient_scope") challenge.append(", scope=\"").append(scope) += '"';
    if (error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden || error.code == "invalid_request")
        response.fields.set("WWW-Authenticate", challenge);
    return response;
}

}  // namespace blason::api::oauth
