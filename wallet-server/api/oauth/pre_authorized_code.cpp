// The grant urn:ietf:params:oauth:grant-type:pre-authorized_code.
#include "wallet-server/api/oauth/token_request.hpp"

namespace blason::api::oauth {

Result<service::oauth::Tokens> pre_authorized_code(const TokenRequest& request, Services& services) {
    const auto& parameters = request.parameters;
    const auto code = parameters.get("pre-authorized_code");
    if (code.empty()) return missing("pre-authorized_code");
    auto typed = parameters.get("tx_code");
    if (typed.empty()) typed = parameters.get("user_pin");  // its name in drafts up to 12
    service::oid4vci::PreAuthorizedExchange exchange{request.org,
                                                     std::string(code),
                                                     std::string(typed),
                                                     request.client.id,
                                                     request.client.registered,
                                                     request.client.instance,
                                                     request.jkt,
                                                     {},
                                                     {}};
    exchange.may_refresh = service::oauth::contains(request.client.metadata.grant_types, service::oauth::kRefreshToken);
    if (const auto details = parameters.get("authorization_details"); !details.empty()) {
        auto read = service::oauth::parse_authorization_details(details);
        if (!read) return std::move(read).error();
        exchange.details = std::move(*read);
    }
    return services.credential_issuer.offers.exchange(exchange, request.actor);
}

}  // namespace blason::api::oauth
