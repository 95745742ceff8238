#include "wallet-server/api/openbadges/access.hpp"

#include <algorithm>

#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::api::openbadges {

Result<Caller> caller_of(const http::Request& request, std::string_view scope, const CheckToken& check) {
    const auto& fields = request.fields.all();
    const auto count = std::count_if(fields.begin(), fields.end(),
                                     [](const auto& field) { return http::iequals(field.first, "Authorization"); });
    // RFC 6750 section 2: one method of transmission; an address ends up in logs and in Referer fields.
    if (count > 1) return malformed("authorization-repeated", "There is more than one Authorization field.");
    if (request.query_param("access_token"))
        return malformed("token-in-query", "The access token belongs into the Authorization field.");
    const auto token = bearer_token(request);
    if (!token || token->empty())
        return Error{"token-missing", "Send an access token as Authorization: Bearer.", "", ErrorKind::Unauthorized};
    auto caller = check(*token);
    if (!caller) return caller;
    if (std::find(caller->scopes.begin(), caller->scopes.end(), scope) == caller->scopes.end())
        return Error{"insufficient-scope", "The access token does not have the scope " + std::string(scope) + ".", "",
                     ErrorKind::Forbidden};
    return caller;
}

}  // namespace blason::api::openbadges
